import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { connect } from '../../db/connect'
import { migrate } from '../../db/migrate'
import { engineNames } from '../../ops/engines'
import { startOwnServers } from '../../ops/own-servers'
import { runBadInput } from './run'
import { tableOf } from './table'

const whole = z.coerce.number().int().min(0).max(9_999_999_999)
const argumentsSchema = z.object({
  engine: z.enum(engineNames).default('dev'),
  seed: whole.default(() => randomInt(2 ** 31)),
  requests: whole.default(20_000),
  only: whole.optional(),
})
const namespace = 'drills'

/** `npm run drills -- bad-input`, on a Postgres and a Temporal of its own. Answers the exit code. */
export async function badInput(args: readonly string[], usage: string): Promise<number> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args: [...args], options: { engine: text, seed: text, requests: text, only: text } })
  const parsed = argumentsSchema.safeParse(values)
  if (!parsed.success) throw new Error(`${z.prettifyError(parsed.error)}\n${usage}`)
  const { engine: engineName, only, ...asked } = parsed.data
  const servers = await startOwnServers({
    name: 'drill',
    engine: engineName,
    namespaces: [namespace],
    say: console.log,
  })
  const { postgres, engine } = servers
  try {
    await postgres.createDatabaseIfMissing('drill')
    const databaseUrl = postgres.url('drill')
    const sql = connect(databaseUrl, { max: 1 })
    await migrate(sql)
    await sql.end()
    const ground = { databaseUrl, temporalAddress: engine.address, namespace }
    const report = await runBadInput({ ...asked, ...(only !== undefined && { only }), ground, say: console.log })
    console.log(tableOf(report))
    return report.faults.length > 0 ? 1 : 0
  } finally {
    await servers.close()
  }
}
