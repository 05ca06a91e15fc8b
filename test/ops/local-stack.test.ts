import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePorts, isPortFree } from '../../ops/ports'
import { connect } from '../../db/connect'

const root = resolve(__dirname, '..', '..')
const state = mkdtempSync(join(tmpdir(), 'orderly-stack-'))
const portNames = [
  'API_PORT',
  'SANDBOX_PORT',
  'BOTS_PORT',
  'OWNER_BOT_PORT',
  'WORKER_PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'POSTGRES_PORT',
] as const
let ports: Record<string, string> = {}
const starts: Start[] = []

beforeAll(async () => {
  const free = await freePorts(portNames.length)
  ports = Object.fromEntries(portNames.map((name, index) => [name, String(free[index])]))
})
afterAll(async () => {
  for (const start of starts) start.child.kill('SIGTERM')
  await Promise.all(starts.map(({ exited }) => exited))
  rmSync(state, { recursive: true, force: true })
})

interface Start {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
  readonly output: () => string
  says(text: string | RegExp): Promise<void>
}

function npmStart(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Start {
  const child = spawn(process.execPath, [join(root, 'ops', 'start.cjs'), ...args], {
    cwd: tmpdir(),
    env: { ...process.env, ...ports, ORDERLY_STATE: state, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const start: Start = {
    child,
    exited: new Promise((done) => child.once('close', done)),
    output: () => output,
    async says(text) {
      const said = () => (typeof text === 'string' ? output.includes(text) : text.test(output))
      for (const giveUp = Date.now() + 90_000; !said(); await new Promise((next) => setTimeout(next, 50))) {
        if (child.exitCode !== null || Date.now() > giveUp) throw new Error(`never said ${text}:\n${output}`)
      }
    },
  }
  starts.push(start)
  return start
}

const health = async (name: string) =>
  (await fetch(`http://127.0.0.1:${ports[name]}/health/ready`, { signal: AbortSignal.timeout(5_000) })).json()
const until = async (name: string, answer: object) => {
  const giveUp = Date.now() + 30_000
  while (JSON.stringify(await health(name)) !== JSON.stringify(answer) && Date.now() < giveUp) {
    await new Promise((next) => setTimeout(next, 200))
  }
  expect(await health(name)).toEqual(answer)
}
const processesOf = () =>
  execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(state) || line.includes(`port=${ports['TEMPORAL_PORT']}`))

test('npm start brings everything up, brings back what dies, and leaves nothing behind', async () => {
  const start = npmStart()
  await start.says('Ctrl-C stops everything')
  const table = start.output()
  for (const name of ['SANDBOX_PORT', 'TEMPORAL_UI_PORT', 'API_PORT']) {
    expect(table).toContain(`http://127.0.0.1:${ports[name]}`)
  }
  const shopIsReady = { status: 'ready', checks: { postgres: 'ok', migrations: 'ok', temporal: 'ok' } }
  expect(await health('API_PORT')).toEqual(shopIsReady)
  expect(await health('BOTS_PORT')).toEqual(shopIsReady)
  expect(await health('WORKER_PORT')).toEqual(shopIsReady)
  expect(await health('OWNER_BOT_PORT')).toMatchObject({ status: 'ready' })
  const metrics = await (await fetch(`http://127.0.0.1:${ports['API_PORT']}/metrics`)).text()
  expect(metrics).toContain('process_cpu_seconds_total{process="api"}')

  const secretsFile = join(state, 'secrets.json')
  expect(statSync(secretsFile).mode & 0o777).toBe(0o600)
  const { postgresPassword } = JSON.parse(readFileSync(secretsFile, 'utf8')) as { postgresPassword: string }
  const sql = connect(`postgres://postgres:${postgresPassword}@127.0.0.1:${ports['POSTGRES_PORT']}/orderly`, { max: 1 })
  expect([...(await sql`SELECT count(*)::int AS n FROM businesses`)]).toEqual([{ n: 1 }])
  await sql.end()

  const second = npmStart()
  expect(await second.exited).toBe(1)
  expect(second.output()).toContain(`npm start is already running here (process ${start.child.pid})`)

  const processes = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
  const pidOf = (command: RegExp) => Number(new RegExp(`^ *(\\d+) +\\d+ +${command.source}`, 'm').exec(processes)?.[1])
  const api = Number(new RegExp(`(\\d+) +${start.child.pid} .*ops/api\\.ts`).exec(processes)?.[1])
  process.kill(api, 'SIGKILL')
  await start.says(/api died \(signal SIGKILL\); starting it again in 1 s/)
  await start.says('api is back')
  expect(await health('API_PORT')).toEqual(shopIsReady)

  process.kill(pidOf(new RegExp(`\\S*/postgres -D ${state}/postgres`)), 'SIGKILL')
  process.kill(pidOf(new RegExp(`\\S+ server start-dev .*--port=${ports['TEMPORAL_PORT']}`)), 'SIGKILL')
  await Promise.all(['Postgres is back', 'Temporal is back'].map((fact) => start.says(fact)))
  for (const name of ['API_PORT', 'BOTS_PORT', 'WORKER_PORT']) await until(name, shopIsReady)

  const stopAt = Date.now()
  start.child.kill('SIGTERM')
  expect(await start.exited).toBe(0)
  expect(Date.now() - stopAt).toBeLessThan(10_000)
  expect(processesOf()).toEqual([])
}, 180_000)

test('the state survives a restart, a process that cannot run says why, and nobody is left after SIGKILL', async () => {
  const start = npmStart([], { OWNER_BOT_PEOPLE: 'somebody' })
  await start.says('Ctrl-C stops everything')
  expect(start.output()).toContain('Databases: 0 migrations applied')
  expect(start.output()).toContain(
    'owner-bot cannot run and is not started again: OWNER_BOT_PEOPLE: write it as 2001:owner',
  )
  expect(start.output()).toContain('Not ready: owner-bot.')
  start.child.kill('SIGKILL')
  await start.exited
  for (const giveUp = Date.now() + 10_000; processesOf().length > 0 && Date.now() < giveUp;) {
    await new Promise((next) => setTimeout(next, 100))
  }
  expect(processesOf()).toEqual([])
}, 180_000)

test('a port in use is one sentence with the remedy, and nothing is started', async () => {
  const squatter = createServer()
  await new Promise<void>((ready) => squatter.listen(Number(ports['BOTS_PORT']), '127.0.0.1', ready))
  try {
    const start = npmStart()
    expect(await start.exited).toBe(1)
    expect(start.output()).toMatch(
      new RegExp(
        `^Port ${ports['BOTS_PORT']} \\(bots\\) is in use: stop what listens there, or choose another: BOTS_PORT=\\d+ npm start\\n$`,
      ),
    )
    expect(processesOf()).toEqual([])
  } finally {
    await new Promise((done) => squatter.close(done))
  }
})

test.each([
  [{ TELEGRAM_BOT_TOKEN: 'abc' }, [], /^TELEGRAM_BOT_TOKEN is not what it should be: the token of the shop bot/],
  [{ API_PORT: '99999' }, [], /^API_PORT is no port: set it to a number from 1 to 65535, or leave it out\.\n$/],
  [{ DATABASE_URL: 'postgres://a/b' }, [], /^Set both DATABASE_URL and OWNER_DATABASE_URL, or neither/],
  [{}, ['--frehs'], /^npm start does not know --frehs\./],
])('a wrong setting %j %j is told before anything is started', async (env, args, sentence) => {
  const start = npmStart(args, env)
  expect(await start.exited).toBe(1)
  expect(start.output()).toMatch(sentence)
})

test('a token that Telegram does not know is told at once', async () => {
  const telegram = createServer((_request, response) => {
    response.writeHead(401, { 'content-type': 'application/json' })
    response.end('{"ok":false,"error_code":401,"description":"Unauthorized"}')
  })
  await new Promise<void>((ready) => telegram.listen(0, '127.0.0.1', ready))
  try {
    const { port } = telegram.address() as AddressInfo
    const env = {
      TELEGRAM_BOT_TOKEN: '123456789:abcdefghijklmnopqrstuvwxyz',
      TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`,
    }
    const start = npmStart([], env)
    expect(await start.exited).toBe(1)
    expect(start.output()).toBe(
      'Telegram does not know TELEGRAM_BOT_TOKEN: copy it again from @BotFather, or leave it out to use the browser chat.\n',
    )
  } finally {
    await new Promise((done) => telegram.close(done))
  }
})

test('without any way to a Temporal server it lists the ways', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'orderly-empty-'))
  try {
    const env = { PATH: empty, ORDERLY_CACHE: empty, ORDERLY_OFFLINE: '1', ORDERLY_STATE: join(empty, 'state') }
    const start = npmStart([], env)
    expect(await start.exited).toBe(1)
    for (const way of ['TEMPORAL_CLI', 'https://temporal.download', 'https://go.dev/dl', 'docker compose up']) {
      expect(start.output()).toContain(way)
    }
    expect(existsSync(join(empty, 'state', 'postgres'))).toBe(false)
  } finally {
    rmSync(empty, { recursive: true })
  }
})

test('--fresh begins anew', async () => {
  writeFileSync(join(state, 'secrets.json'), 'damaged')
  const start = npmStart(['--fresh'])
  await start.says(/Databases: [1-9]\d* migrations applied/)
  expect(readFileSync(join(state, 'secrets.json'), 'utf8')).not.toBe('damaged')
  start.child.kill('SIGINT')
  // What was under way at that moment may end, and say so, in between.
  expect([await start.exited, start.output()]).toEqual([0, expect.stringMatching(/\nStopping\n(?:.+\n)?Stopped\n$/)])
  expect(processesOf()).toEqual([])
  expect(await isPortFree(Number(ports['POSTGRES_PORT']))).toBe(true)
}, 120_000)
