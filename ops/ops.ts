import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { actions } from './commands/actions'
import { backup } from './commands/backup'
import { compare } from './commands/compare'
import { isDeedUnderWay } from './commands/deed'
import { Misused, opsExit, Refused, type OpsCommand } from './commands/command'
import { deployments } from './commands/deployments'
import { openPlace } from './commands/place'
import { reconcile } from './commands/reconcile'
import { replay } from './commands/replay'
import { resend } from './commands/resend'
import { reset } from './commands/reset'
import { restore } from './commands/restore'
import { stuck } from './commands/stuck'
import { dismiss, retryUpdate } from './commands/updates'
import { BadConfiguration } from './config'
import { operatorFile } from './local/operator-environment'

const commands: Readonly<Record<string, OpsCommand>> = {
  stuck,
  resend,
  'retry-update': retryUpdate,
  dismiss,
  reconcile,
  replay,
  reset,
  deployments,
  backup,
  restore,
  compare,
  actions,
}

/** `npm run ops -- <command>`: what operators find, understand and repair by. */
async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    console.error(help(name))
    return name === '' || name === 'help' || name === '--help' ? opsExit.done : opsExit.misused
  }
  loadEnvironment()
  const place = openPlace(process.env)
  try {
    return await command.run({ args, place, say: (line) => console.log(line) })
  } catch (error) {
    if (error instanceof Misused || isUnknownOption(error)) {
      console.error(`${error.message}\n${usageOf(command)}`)
      return opsExit.misused
    }
    throw error
  } finally {
    await place.close()
  }
}

/** What is configured; without a configuration, the stack of `npm start`, which leaves its own behind. */
function loadEnvironment() {
  const root = resolve(__dirname, '..')
  const local = resolve(root, process.env['ORDERLY_STATE'] || '.orderly', operatorFile)
  if (!process.env['DATABASE_URL'] && existsSync(local)) process.loadEnvFile(local)
}

const usageOf = ({ usage, does }: OpsCommand) =>
  [...usage.map((form) => `  npm run ops -- ${form}`), `      ${does}`].join('\n')

function help(name: string): string {
  const known = name === '' || name === 'help' || name === '--help'
  return [
    ...(known ? [] : [`There is no command ${name}.`]),
    'What an operator can do:',
    ...Object.values(commands).map(usageOf),
  ].join('\n')
}

/** What `parseArgs` throws. */
const isUnknownOption = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

// Whoever reads the list through `head` has read enough; what was begun is ended all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  if (!isDeedUnderWay()) process.exit(opsExit.left)
})

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const plain = error instanceof BadConfiguration || error instanceof Refused
    console.error(plain ? error.message : error)
    if (error instanceof BadConfiguration) console.error('Or start a shop here first: npm start leaves what ops needs.')
    process.exitCode = opsExit.failed
  },
)
