import type { Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import express from 'express'
import { createApiServer, serverLimits } from '../../api/server'
import { startSandbox, type RunningSandbox } from '../../sandbox/server'

const limits = { ...serverLimits, headersMs: 300, requestMs: 600, checkEveryMs: 50, keepAliveMs: 200, silenceMs: 800 }
let server: Server
let port: number
let answering = false

beforeAll(async () => {
  const app = express()
  app.post('/', express.raw({ type: () => true }), (_request, response) => response.send('taken'))
  app.get('/', (_request, response) => response.send('here'))
  app.get('/never', () => (answering = true))
  server = createApiServer(app, limits)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** Sends bytes, and resolves with everything that came when the server has closed the connection. */
function said(bytes: string, to = port): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect({ port: to, host: '127.0.0.1' })
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    // What is still being sent may be reset by a server that has answered.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
    socket.write(bytes)
  })
}

const firstLine = (text: string) => text.split('\r\n')[0]

test.each([
  ['headers that never end', 'GET / HTTP/1.1\r\nHost: a\r\nX: '],
  ['a body that never ends', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc'],
  ['chunks that never end', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
])('%s are ended with 408', async (_, bytes) => {
  expect(firstLine(await said(bytes))).toBe('HTTP/1.1 408 Request Timeout')
})

test('a caller who says nothing at all is ended', async () => {
  expect(firstLine(await said(''))).toBe('HTTP/1.1 408 Request Timeout')
})

test('a connection is kept for the next request, and not for ever', async () => {
  const text = await said('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  expect(firstLine(text)).toBe('HTTP/1.1 200 OK')
  expect(text).toContain('here')
})

test('a connection on which nothing moves is ended, though its answer is not ready', async () => {
  expect(await said('GET /never HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('')
  expect(answering).toBe(true)
})

test('headers longer than the limit are refused, and those below it are not', async () => {
  const ask = (length: number) =>
    said(`GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: ${'x'.repeat(length)}\r\n\r\n`)
  expect(firstLine(await ask(limits.maxHeaderBytes))).toBe('HTTP/1.1 431 Request Header Fields Too Large')
  expect(firstLine(await ask(limits.maxHeaderBytes - 500))).toBe('HTTP/1.1 200 OK')
})

test.each([
  ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
  ['two lengths', 'Content-Length: 5\r\nContent-Length: 6'],
  ['chunks by another name', 'Transfer-Encoding: xchunked'],
  ['chunks that are not the last coding', 'Transfer-Encoding: chunked, identity'],
])('a request with %s is refused, and what it smuggles is not answered', async (_, headers) => {
  const hidden = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
  const text = await said(`POST / HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n0\r\n\r\n${hidden}`)
  expect(text.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 400'])
})

test('more connections than the limit are closed unheard', async () => {
  const few = createApiServer(express(), { ...limits, maxConnections: 2 })
  await new Promise<void>((resolve) => few.listen(0, '127.0.0.1', resolve))
  const to = (few.address() as AddressInfo).port
  const held = [said('', to), said('', to)]
  while ((await connectionsOf(few)) < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await said('GET / HTTP/1.1\r\nHost: a\r\n\r\n', to)).toBe('')
  few.closeAllConnections()
  await Promise.all(held)
  await new Promise((resolve) => few.close(resolve))
})

const connectionsOf = (of: Server) =>
  new Promise<number>((resolve, reject) =>
    of.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )

test('the limits of our processes are those', () => {
  const real = createApiServer(express())
  expect(real).toMatchObject({
    headersTimeout: 10_000,
    requestTimeout: 15_000,
    keepAliveTimeout: 20_000,
    timeout: 60_000,
    maxConnections: 2_000,
    maxHeadersCount: 100,
  })
})

describe('the sandbox', () => {
  let sandbox: RunningSandbox
  beforeAll(async () => {
    sandbox = await startSandbox({
      apiUrl: 'http://127.0.0.1:9',
      businessId: 'demo',
      payme: { key: 'key' },
      click: { serviceId: '1', merchantId: '2', secretKey: 'secret' },
      bots: [{ token: '1:token', username: 'shop_bot', name: 'Shop' }],
      logLevel: 'silent',
    })
  })
  afterAll(() => sandbox.close())

  test('refuses headers and bodies that are too long', async () => {
    const big = await said(`GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, sandbox.port)
    expect(firstLine(big)).toBe('HTTP/1.1 431 Request Header Fields Too Large')
    const body = JSON.stringify({ a: 'x'.repeat(300_000) })
    const headers = { 'content-type': 'application/json' }
    const control = await fetch(`${sandbox.url}/control/faults`, { method: 'POST', headers, body })
    expect(control.status).toBe(413)
  })
})
