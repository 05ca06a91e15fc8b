import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { obtainOnce, type Progress } from './cache'
import { goBuild } from './go-build'
import { downloadWithSdk } from './sdk-download'

const run = promisify(execFile)
/** Pinned: the version that the tests and the recorded histories were made with. Also named in temporal-build/go.mod. */
export const temporalCliVersion = '1.8.2'
const oldestUsable = [1, 5] as const

/** There is no way to a Temporal server on this machine; the message lists what a person can do. */
export class NoTemporal extends Error {
  readonly code = 'no_temporal'
  constructor(tried: readonly string[]) {
    super(
      [
        'No Temporal server could be obtained. Do one of these and try again:',
        '  1. install the Temporal CLI 1.5 or newer (https://docs.temporal.io/cli) so that "temporal" is on PATH,',
        '     or point TEMPORAL_CLI at its executable;',
        '  2. let this machine reach https://temporal.download, from where it is fetched by itself;',
        '  3. install Go (https://go.dev/dl), with which it is built from source in about 4 minutes, once;',
        '  4. or run everything with "docker compose up" instead.',
        'What was tried:',
        ...tried.map((line) => `  - ${line}`),
      ].join('\n'),
    )
  }
}

/** The path of a Temporal CLI of version 1.5 or newer: found, or made once per user. Throws {@link NoTemporal}. */
export async function obtainTemporal(progress: Progress): Promise<string> {
  const tried: string[] = []
  const installed = await findInstalled(tried)
  if (installed) return installed
  try {
    return await obtainOnce(`temporal-${temporalCliVersion}`, (target) => make(target, progress, tried), progress)
  } catch (error) {
    tried.push(messageOf(error))
    throw new NoTemporal(tried)
  }
}

async function findInstalled(tried: string[]): Promise<string | undefined> {
  const named = process.env['TEMPORAL_CLI']
  for (const candidate of named ? [named] : ['temporal']) {
    const version = await versionOf(candidate)
    if (
      version &&
      (version[0] > oldestUsable[0] || (version[0] === oldestUsable[0] && version[1] >= oldestUsable[1]))
    ) {
      return candidate
    }
    const found = version ? `is version ${version.join('.')}, too old` : 'not found or not a Temporal CLI'
    tried.push(`${named ? `TEMPORAL_CLI=${named}` : '"temporal" on PATH'}: ${found}`)
  }
  return undefined
}

async function versionOf(executable: string): Promise<[number, number] | undefined> {
  try {
    const { stdout } = await run(executable, ['--version'], { timeout: 10_000 })
    const [, major, minor] = /version v?(\d+)\.(\d+)/.exec(stdout) ?? []
    return major && minor ? [Number(major), Number(minor)] : undefined
  } catch {
    return undefined
  }
}

async function make(target: string, progress: Progress, tried: string[]) {
  progress(`Temporal: downloading the CLI ${temporalCliVersion}`)
  try {
    await downloadWithSdk('dev-server', `v${temporalCliVersion}`, target)
  } catch (error) {
    tried.push(`download: ${messageOf(error)}`)
    progress('Temporal: the download is not reachable; looking for Go to build it from source')
    await goBuild({
      what: `the CLI ${temporalCliVersion}`,
      packages: ['github.com/temporalio/cli/cmd/temporal'],
      linkerFlags: `-X github.com/temporalio/cli/internal/temporalcli.Version=${temporalCliVersion}`,
      target,
      progress,
    })
  }
  if (!(await versionOf(target))) throw new Error('what was obtained does not run on this machine')
  progress('Temporal: ready')
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
