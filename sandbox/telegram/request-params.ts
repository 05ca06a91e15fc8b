import type { Request } from 'express'
import { badRequest } from './errors'
import { Params, type UploadedFile } from './params'

/** Reads the parameters of a call: the query string, and a body in JSON, urlencoded or multipart form. */
export async function requestParams(request: Request): Promise<Params> {
  const query = Object.fromEntries(new URL(request.originalUrl, 'http://sandbox').searchParams)
  const body: unknown = request.body
  if (!Buffer.isBuffer(body) || body.length === 0) return new Params(query)
  const type = (request.headers['content-type'] ?? '').toLowerCase()
  if (type.startsWith('application/json')) return new Params({ ...query, ...jsonBody(body) })
  if (type.startsWith('multipart/form-data')) return multipart(query, body, request.headers['content-type'] ?? '')
  return new Params({ ...query, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) })
}

function jsonBody(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Answered below, the same as JSON that is no object.
  }
  throw badRequest("can't parse JSON object")
}

async function multipart(query: Record<string, string>, body: Buffer, type: string): Promise<Params> {
  const values: Record<string, unknown> = { ...query }
  const files = new Map<string, UploadedFile>()
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    for (const [name, part] of form) {
      if (typeof part === 'string') values[name] = part
      else files.set(name, { name: part.name, bytes: Buffer.from(await part.arrayBuffer()) })
    }
  } catch {
    throw badRequest("can't parse multipart form data")
  }
  return new Params(values, files)
}
