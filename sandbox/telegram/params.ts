import { badRequest } from './errors'

export interface UploadedFile {
  readonly name: string
  readonly bytes: Buffer
}

/**
 * The parameters of one call. They arrive as JSON values or as strings (urlencoded, multipart); like the real server
 * these readers take both, and an empty string is the same as nothing.
 */
export class Params {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly files: ReadonlyMap<string, UploadedFile> = new Map(),
  ) {}

  /** As sent, for the call log. */
  get raw(): Readonly<Record<string, unknown>> {
    return this.values
  }

  has(name: string): boolean {
    return this.string(name) !== ''
  }

  string(name: string): string {
    const value = Object.hasOwn(this.values, name) ? this.values[name] : undefined
    if (value === undefined || value === null) return ''
    if (typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
    return JSON.stringify(value)
  }

  required(name: string): string {
    const text = this.string(name)
    if (text === '') throw badRequest(`Parameter "${name}" is required`)
    return text
  }

  /** Out of bounds is clamped, not refused, as the real server does. */
  integer(name: string, { otherwise = 0, min = -Infinity, max = Infinity } = {}): number {
    const text = this.string(name)
    const parsed = /^[+-]?\d+$/.test(text) ? Number(text) : text === '' ? otherwise : 0
    return Math.min(max, Math.max(min, parsed))
  }

  boolean(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.string(name).toLowerCase())
  }

  /** A structured value, whether it came as JSON or as a string that holds JSON; `undefined` when absent. */
  json(name: string, fault: string): unknown {
    const value = Object.hasOwn(this.values, name) ? this.values[name] : undefined
    if (value === undefined || value === null || value === '') return undefined
    if (typeof value !== 'string') return value
    try {
      return JSON.parse(value)
    } catch {
      throw badRequest(fault)
    }
  }

  userId(name = 'user_id'): number {
    const id = this.integer(name)
    if (id <= 0) throw badRequest(`Invalid ${name} specified`)
    return id
  }

  /** The upload in this field: a file part of that name, or `attach://` pointing to another part. */
  file(name: string): UploadedFile | undefined {
    const attached = /^attach:\/\/(.+)$/.exec(this.string(name))?.[1]
    return this.files.get(attached ?? name)
  }
}
