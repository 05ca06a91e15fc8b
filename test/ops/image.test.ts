import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { variables } from '../../ops/environment'

const root = join(__dirname, '..', '..')
const textOf = (file: string) => readFileSync(join(root, file), 'utf8')

/** The variables whose value nobody but the processes may know. */
const secretVariables = [
  ...Object.keys(variables),
  'POSTGRES_PASSWORD',
  'SHOP_DB_PASSWORD',
  'OWNER_DB_PASSWORD',
  'TEMPORAL_DB_PASSWORD',
].filter((name) => /TOKEN|SECRET|KEY|PASSWORD|DATABASE_URL/.test(name))

test('the image is built without a secret: none is an argument, a variable or a file of it', () => {
  const lines = textOf('Dockerfile').split('\n')
  expect(secretVariables.length).toBeGreaterThan(8)
  expect(lines.filter((line) => /^\s*ARG\b/i.test(line))).toEqual([])
  const environment = lines.filter((line) => /^\s*ENV\b/i.test(line)).join(' ')
  expect(secretVariables.filter((name) => environment.includes(name))).toEqual([])
  // What is copied from the build's context is what .dockerignore lets in; everything else comes from a stage.
  const copied = lines.filter((line) => /^\s*(COPY|ADD)\b/i.test(line) && !line.includes('--from='))
  expect(new Set(copied)).toEqual(
    new Set([
      'COPY package.json package-lock.json .npmrc ./',
      'COPY patches patches',
      'COPY . .',
      'COPY package.json LICENSE* ./',
    ]),
  )
  const letIn = textOf('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(letIn[0]).toBe('*')
  expect(letIn.filter((line) => /env|orderly|secret|\*\*/i.test(line))).toEqual([])
})

test('compose gives secrets to a running process only, and never as words of the file', () => {
  const compose = parse(textOf('docker-compose.yml'), { merge: true }) as {
    services: Record<string, { build?: unknown; env_file?: unknown; environment?: Record<string, string> }>
  }
  for (const [name, { build, env_file: file, environment = {} }] of Object.entries(compose.services)) {
    expect([name, build ?? '.', file]).toEqual([name, '.', undefined])
    for (const variable of secretVariables.filter((each) => each in environment)) {
      expect([variable, environment[variable]]).toEqual([variable, expect.stringMatching(/\$\{[A-Z_]+(:\?|:-\})/)])
    }
  }
})

test('what goes into the image holds nothing that looks like a secret', () => {
  const letIn =
    textOf('.dockerignore')
      .match(/^!([\w-]+)$/gm)
      ?.map((line) => line.slice(1)) ?? []
  const files = letIn.flatMap((folder) => filesUnder(folder))
  expect(files.length).toBeGreaterThan(300)
  const leaks = files.flatMap((file) => (looksSecret.exec(textOf(file)) ?? []).map((secret) => `${file}: ${secret}`))
  expect(leaks).toEqual([])
})

test('a module that is only named, for the bundler to take it up, is compiled into the image', () => {
  const { files } = JSON.parse(textOf('tsconfig.build.json')) as { files: string[] }
  const named = filesUnder('ops')
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...textOf(file).matchAll(/require\.resolve\('\.\.\/([\w/-]+)'\)/g)].map(([, name = '']) => name),
    )
  expect(named.length).toBeGreaterThan(1)
  const missing = named.filter((name) => !files.includes(`${name}.ts`) && !files.includes(`${name}/index.ts`))
  expect(missing).toEqual([])
})

test('neither .env nor the state of a local stack is kept with the code', () => {
  expect(textOf('.gitignore').split('\n')).toEqual(expect.arrayContaining(['.env', '.orderly/']))
})

/** A bot's token, an address with a password in it, a private key. */
const looksSecret = /\b\d{8,10}:AA[\w-]{30,}|:\/\/[a-z_]+:[0-9a-f]{16,}@|BEGIN [A-Z ]*PRIVATE KEY/

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => statSync(join(root, name)).isFile())
}
