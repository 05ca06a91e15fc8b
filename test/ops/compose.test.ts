import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { readConfig } from '../../ops/config'
import { variables, type ProcessName } from '../../ops/environment'

const root = resolve(__dirname, '..', '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const text = read('docker-compose.yml')

const condition = z.object({
  condition: z.enum(['service_healthy', 'service_completed_successfully', 'service_started']),
})
const service = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  restart: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), condition).default({}),
  healthcheck: z.object({ test: z.array(z.string()), interval: z.string(), retries: z.number() }).optional(),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  logging: z.object({ driver: z.string() }),
  profiles: z.array(z.string()).default([]),
})
const { services } = z
  .object({ services: z.record(z.string(), service) })
  .parse(parse(text, { merge: true, strict: true, uniqueKeys: true }))

const entries = Object.entries(services)
const oneShots = ['temporal-schema', 'migrate', 'temporal-namespace']
const longRunning = entries.filter(([name]) => !oneShots.includes(name))
const ours: Readonly<Record<string, ProcessName>> = {
  migrate: 'migrate',
  'temporal-namespace': 'prepare-temporal',
  worker: 'worker',
  'worker-before': 'worker',
  api: 'api',
  bots: 'bots',
  'owner-bot': 'owner-bot',
}

/** As docker compose does it: `:?` stops with its message, `:-` has a default. */
function interpolate(value: string, environment: Record<string, string>): string {
  return value.replaceAll(/\$\{([A-Z_]+)(?:(:[?-])([^}]*))?\}/g, (_, name: string, operator: string, rest: string) => {
    if (environment[name]) return environment[name]
    if (operator === ':?') throw new Error(rest)
    return operator === ':-' ? rest : ''
  })
}
const usedIn = (from: string) => new Set([...from.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name ?? ''))

test('it runs the servers, the two preparations and the four processes; what watches them and the build before only if asked for', () => {
  expect(entries.map(([name]) => name).sort()).toEqual(
    [
      'api',
      'bots',
      'grafana',
      'migrate',
      'owner-bot',
      'postgres',
      'prometheus',
      'temporal',
      'temporal-namespace',
      'temporal-schema',
      'temporal-ui',
      'worker',
      'worker-before',
    ].sort(),
  )
  const asked = entries
    .filter(([, { profiles }]) => profiles.length > 0)
    .map(([name, { profiles }]) => [name, profiles])
  expect(asked).toEqual([
    ['worker-before', ['rolling']],
    ['prometheus', ['observability']],
    ['grafana', ['observability']],
  ])
})

test.each(entries)('the image of %s is pinned to one version', (_, { image }) => {
  expect(image).toMatch(/^[a-z0-9/.-]+:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/)
})

test('the images of the Dockerfile are pinned, and the last stage runs without rights on Node 24', () => {
  const dockerfile = read('Dockerfile')
  const stages = [...dockerfile.matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm)].map(([, from, name]) => ({ from, name }))
  // pg_dump is that of the server.
  expect(stages[0]?.from).toBe(services['postgres']?.image)
  expect(stages[1]?.from).toMatch(/^node:24\.\d+\.\d+-bookworm-slim$/)
  expect(stages.slice(2).map(({ from }) => from)).toEqual(['base', 'base', 'base'])
  const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '))
  expect(last).toMatch(/^USER node$/m)
  expect(last).not.toMatch(/^(ARG|RUN)\b/m)
})

test('the build context holds no secrets', () => {
  const lines = read('.dockerignore')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
  expect(lines[0]).toBe('*')
  expect(lines.filter((line) => /env|orderly|^!?\.?$/.test(line))).toEqual([])
  for (const line of lines.slice(1)) expect(line).toMatch(/^!/)
})

test.each(longRunning)('%s has a healthcheck and is started again', (_, { healthcheck, restart, logging }) => {
  expect(healthcheck?.test[0]).toBe('CMD')
  expect(restart).toBe('unless-stopped')
  expect(logging.driver).toBe('json-file')
})

test.each(oneShots)('%s is tried again a few times and then stays down, visibly', (name) => {
  expect(services[name]?.restart).toBe('on-failure:5')
})

test.each(entries)('%s waits until what it needs is healthy or done', (_, { depends_on }) => {
  for (const [needed, { condition: until }] of Object.entries(depends_on)) {
    expect(services[needed]).toBeDefined()
    expect(until).toBe(oneShots.includes(needed) ? 'service_completed_successfully' : 'service_healthy')
  }
})

test.each(Object.keys(ours))('%s runs without rights on a read-only file system', (name) => {
  expect(services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
})

test.each(['worker', 'api', 'bots', 'owner-bot'])('the healthcheck of %s asks the port it listens on', (name) => {
  const { environment = {}, healthcheck, ports = [] } = services[name] ?? {}
  const port = environment[`${name.toUpperCase().replace('-', '_')}_PORT`]
  expect(healthcheck?.test).toEqual(['CMD', 'node', 'dist/ops/healthcheck.js', port])
  for (const published of ports) expect(published.endsWith(`:${port}`)).toBe(true)
})

test('nothing is published beyond the loopback interface, and Postgres and Temporal not at all', () => {
  const published = Object.fromEntries(
    entries.filter(([, { ports }]) => ports.length > 0).map(([name, { ports }]) => [name, ports]),
  )
  expect(published).toEqual({
    'temporal-ui': ['127.0.0.1:${TEMPORAL_UI_PORT:-8233}:8080'],
    api: ['127.0.0.1:${API_PORT:-8080}:8080'],
    bots: ['127.0.0.1:${BOTS_PORT:-8082}:8082'],
    prometheus: ['127.0.0.1:${PROMETHEUS_PORT:-9090}:9090'],
    grafana: ['127.0.0.1:${GRAFANA_PORT:-3000}:3000'],
  })
})

test('no secret has a default or a value in the file', () => {
  for (const [, { environment }] of entries) {
    for (const [name, value] of Object.entries(environment)) {
      if (!/PASSWORD|PWD|TOKEN|KEY|SECRET|DATABASE_URL/.test(name)) continue
      expect(value).toMatch(/^(postgres:\/\/\w+:)?\$\{[A-Z_]+(:-|:\?[^}]+)\}(@postgres:5432\/\w+)?$/)
    }
  }
})

test('every file that is mounted exists, and the scripts may be executed', () => {
  const mounted = entries.flatMap(([, { volumes }]) => volumes).filter((volume) => volume.startsWith('./'))
  expect(mounted).toHaveLength(7)
  for (const volume of mounted) {
    const path = join(root, volume.split(':')[0] ?? '')
    expect(existsSync(path)).toBe(true)
    expect(volume.endsWith(':ro')).toBe(true)
    if (path.endsWith('.sh')) expect(statSync(path).mode & 0o111).toBe(0o111)
  }
})

test('Grafana has nobody to log in as, and shows only', () => {
  expect(services['grafana']?.environment).toMatchObject({
    GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: 'true',
    GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
    GF_AUTH_DISABLE_LOGIN_FORM: 'true',
    GF_AUTH_BASIC_ENABLED: 'false',
    GF_USERS_ALLOW_SIGN_UP: 'false',
  })
})

test('Prometheus asks every process on its port, with the rules that are mounted, and Grafana asks Prometheus', () => {
  const { scrape_configs: jobs, rule_files: rules } = z
    .object({
      rule_files: z.array(z.string()),
      scrape_configs: z.array(
        z.object({
          static_configs: z.array(z.object({ targets: z.array(z.string()) })),
          dns_sd_configs: z.array(z.object({ names: z.array(z.string()), port: z.number() })),
        }),
      ),
    })
    .parse(parse(read('ops/prometheus/prometheus.yml')))
  const targets = jobs.flatMap((job) => job.static_configs.flatMap((config) => config.targets))
  const sometimes = jobs.flatMap((job) =>
    job.dns_sd_configs.flatMap(({ names, port }) => names.map((name) => `${name}:${port}`)),
  )
  const onItsPort = (name: string) => `${name}:${services[name]?.healthcheck?.test.at(-1)}`
  expect(targets).toEqual(['worker', 'api', 'bots', 'owner-bot'].map(onItsPort))
  expect(sometimes).toEqual(['worker-before'].map(onItsPort))
  expect(rules).toEqual(['/etc/prometheus/alerts/*.yml'])
  expect(services['prometheus']?.volumes).toContain('./ops/alerts:/etc/prometheus/alerts:ro')
  expect(read('ops/grafana/provisioning/datasources/prometheus.yml')).toContain('url: http://prometheus:9090\n')
  const { providers } = z
    .object({ providers: z.array(z.object({ options: z.object({ path: z.string() }) })) })
    .parse(parse(read('ops/grafana/provisioning/dashboards/orderly.yml')))
  const path = providers[0]?.options.path
  expect(services['grafana']?.volumes).toContain(`./ops/grafana/dashboards:${path}:ro`)
  expect(services['grafana']?.environment['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH']).toBe(`${path}/orderly.json`)
})

const filledIn = {
  BUSINESS_ID: 'buxoro',
  BUSINESS_NAME: 'Gulzor',
  TELEGRAM_BOT_TOKEN: '7000000001:abcdefghijklmnopqrstuvwxyz',
  OWNER_BOT_TOKEN: '7000000002:abcdefghijklmnopqrstuvwxyz',
  OWNER_BOT_PEOPLE: '123456789:owner',
  EVENTS_TOKEN: '0123456789abcdef',
  POSTGRES_PASSWORD: 'a1',
  SHOP_DB_PASSWORD: 'b2',
  OWNER_DB_PASSWORD: 'c3',
  TEMPORAL_DB_PASSWORD: 'd4',
}
const environmentOf = (name: string, environment: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [key, interpolate(value, environment)]),
  )

test.each(Object.entries(ours))(
  '%s starts with what the example asks for and reads all that it is given',
  (name, process) => {
    const environment = environmentOf(name, filledIn)
    expect(() => readConfig(process, environment)).not.toThrow()
    const reads = Object.entries(variables).filter(([, { readBy }]) =>
      (readBy as readonly ProcessName[]).includes(process),
    )
    const known = new Set(reads.map(([variable]) => variable))
    expect(Object.keys(environment).filter((variable) => !known.has(variable))).toEqual([])
  },
)

test.each(Object.entries(ours))(
  '%s is given every variable that it reads, save those that the image sets',
  (name, process) => {
    const given = environmentOf(name, filledIn)
    const reads = Object.entries(variables).filter(([, { readBy }]) =>
      (readBy as readonly ProcessName[]).includes(process),
    )
    const missing = reads.map(([variable]) => variable).filter((variable) => !(variable in given))
    expect(missing.filter((variable) => variable !== 'LISTEN_HOST' && variable !== 'LOG_LEVEL')).toEqual([])
  },
)

test.each(Object.keys(filledIn))('without %s docker compose says what to do', (missing) => {
  const without = { ...filledIn, [missing]: '' }
  const attempt = () => entries.forEach(([name]) => environmentOf(name, without))
  expect(attempt).toThrow(new RegExp(`set ${missing} in \\.env`))
})

describe('.env.example', () => {
  const documented = [...read('.env.example').matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
    name,
    value,
  }))
  const names = documented.map(({ name }) => name)

  test('explains every variable once, and nothing that nobody reads', () => {
    const stack = [...read('ops/local/settings.ts').matchAll(/^ {2}([A-Z_]+_PORT): \d+,$/gm)].map(
      ([, name = '']) => name,
    )
    const tools = ['TEMPORAL_CLI', 'ORDERLY_CACHE', 'ORDERLY_STATE', 'ORDERLY_OFFLINE']
    const read_ = new Set([...Object.keys(variables), ...usedIn(text), ...stack, ...tools])
    expect(names.toSorted()).toEqual([...read_].sort())
  })

  test('holds no secret', () => {
    for (const { name, value } of documented) {
      if (/PASSWORD|TOKEN|KEY|SECRET/.test(name)) expect([name, value]).toEqual([name, ''])
    }
  })

  test('shows the defaults that the processes have', () => {
    const shown = Object.fromEntries(documented.map(({ name, value }) => [name, value]))
    for (const [name, { schema }] of Object.entries(variables)) {
      const usual = schema.safeParse(undefined)
      if (usual.success && usual.data !== undefined) expect([name, shown[name]]).toEqual([name, String(usual.data)])
    }
  })
})
