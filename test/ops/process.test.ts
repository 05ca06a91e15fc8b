import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { freePort } from '../../ops/ports'

const running: { kill(signal: NodeJS.Signals): boolean }[] = []
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

async function startIdle({ env = {}, ipc = false }: { env?: NodeJS.ProcessEnv; ipc?: boolean } = {}) {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'idle-process.ts')], {
    env: {
      PATH: process.env['PATH'],
      BUSINESS_ID: 'buxoro',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      EVENTS_TOKEN: '0123456789abcdef',
      API_PORT: String(port),
      ...env,
    },
    stdio: ipc ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    return { status: response.status, body: await response.text() }
  }
  return {
    child,
    get,
    output: () => output,
    exited: new Promise<number | null>((done) => child.once(ipc ? 'exit' : 'close', done)),
    async listening() {
      while ((await get('/health/live').catch(() => null))?.status !== 200)
        await new Promise((next) => setTimeout(next, 50))
    },
  }
}

test('it is alive from the first moment, ready when it has begun, and says what fails afterwards', async () => {
  const idle = await startIdle()
  await idle.listening()
  expect(await idle.get('/health/ready')).toEqual({ status: 503, body: '{"status":"not_ready","checks":{}}' })
  await idle.get('/begin')
  expect(await idle.get('/health/ready')).toEqual({ status: 200, body: '{"status":"ready","checks":{"mood":"ok"}}' })
  await idle.get('/sicken')
  await new Promise((next) => setTimeout(next, 1_100))
  const sick = await idle.get('/health/ready')
  expect(sick).toEqual({ status: 503, body: '{"status":"not_ready","checks":{"mood":"failed"}}' })
  expect((await idle.get('/health/live')).status).toBe(200)
  expect((await idle.get('/metrics')).body).toContain('nodejs_eventloop_lag_seconds{process="api"}')
})

test('SIGTERM lets a request finish, then the work, and ends with 0', async () => {
  const idle = await startIdle()
  await idle.listening()
  const slow = idle.get('/slow')
  await new Promise((next) => setTimeout(next, 100))
  idle.child.kill('SIGTERM')
  expect(await slow).toEqual({ status: 200, body: 'done' })
  expect(await idle.exited).toBe(0)
  const said = idle
    .output()
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { msg: string }).msg)
  expect(said).toEqual(['work finished', 'stopped'])
})

test('it ends when the supervisor behind its ipc channel is gone', async () => {
  const idle = await startIdle({ ipc: true })
  await idle.listening()
  idle.child.disconnect()
  expect(await idle.exited).toBe(0)
})

test('a fault that nobody handled ends it with 1, so that it is started again', async () => {
  const idle = await startIdle()
  await idle.listening()
  await idle.get('/throw')
  expect(await idle.exited).toBe(1)
  expect(idle.output()).toContain('nobody waits for this')
})

test('its log never shows a token, a password or a phone', async () => {
  const idle = await startIdle()
  await idle.listening()
  await idle.get('/leak')
  idle.child.kill('SIGTERM')
  await idle.exited
  expect(idle.output()).toContain('https://api.telegram.org/bot[hidden]/getMe failed')
  expect(idle.output()).toContain('postgres://shop:[hidden]@db:5432/orderly')
  for (const secret of ['abcdefghijklmnop', 'hunter2', '998901234567']) expect(idle.output()).not.toContain(secret)
})

test('what the app cannot answer is a problem without a stack, and nothing of it is printed', async () => {
  const idle = await startIdle()
  await idle.listening()
  const notFound = { title: 'Not found', status: 404, code: 'not_found' }
  const nothing = await idle.get('/nothing?token=7000000001:abcdefghijklmnopqrstuvwxyz')
  expect([nothing.status, JSON.parse(nothing.body)]).toEqual([404, expect.objectContaining(notFound)])
  const failed = await idle.get('/fail')
  expect([failed.status, JSON.parse(failed.body)]).toEqual([503, expect.objectContaining({ code: 'unavailable' })])
  expect(failed.body).not.toContain('no way')
  idle.child.kill('SIGTERM')
  await idle.exited
  const lines = idle.output().trim().split('\n')
  const told = lines.map((line) => JSON.parse(line) as { msg: string })
  expect(told.map(({ msg }) => msg)).toEqual(['a request failed', 'work finished', 'stopped'])
  expect(idle.output()).not.toContain('abcdefghijklmnop')
})

test('a wrong configuration is told in full and ends with 78, which is not tried again', async () => {
  const idle = await startIdle({ env: { EVENTS_TOKEN: '', BUSINESS_ID: '' } })
  expect(await idle.exited).toBe(78)
  expect(idle.output()).toMatch(
    /^api cannot start with this configuration:\n {2}- BUSINESS_ID is not set\..+\n {2}- EVENTS_TOKEN is not set\..+\n$/,
  )
})

test('a port in use is one sentence and ends with 78', async () => {
  const port = await freePort()
  const squatter = createServer()
  await new Promise<void>((ready) => squatter.listen(port, '127.0.0.1', ready))
  const idle = await startIdle({ env: { API_PORT: String(port) } })
  expect(await idle.exited).toBe(78)
  expect(idle.output()).toBe(
    `Port ${port} of 127.0.0.1 is in use: set API_PORT to a free one, or stop what listens there.\n`,
  )
  await new Promise((done) => squatter.close(done))
})
