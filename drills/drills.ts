import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { engineNames } from '../ops/engines'
import { badInput } from './bad-input/main'
import { withBuild } from './build'
import { runDrill, type DrillOptions } from './run'

const usage = [
  'npm run drills -- [--engine dev|postgres] [--seed N] [--orders N] [--subscribers N] [--quick]',
  'npm run drills -- bad-input [--engine dev|postgres] [--seed N] [--requests N] [--only K]',
].join('\n')

const argumentsSchema = z.object({
  engine: z.enum(engineNames).default('dev'),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  orders: z.coerce.number().int().min(1).max(2_000).optional(),
  subscribers: z.coerce.number().int().min(0).max(2_000).optional(),
  quick: z.boolean().default(false),
})

const second = 1_000
const minute = 60 * second
const sizes = {
  usual: {
    crowd: { orders: 230, subscribers: 100, arriveWithinMs: 90 * second },
    times: { expiryMs: 150 * second, monthMs: 3 * minute },
    disasters: { from: 15 * second, to: 5 * minute, everyMs: 5 * second },
    restWithinMs: 12 * minute,
  },
  quick: {
    crowd: { orders: 20, subscribers: 8, arriveWithinMs: 10 * second },
    times: { expiryMs: 60 * second, monthMs: minute },
    disasters: { from: 5 * second, to: 60 * second, everyMs: 4 * second },
    restWithinMs: 5 * minute,
  },
} as const satisfies Record<string, Partial<DrillOptions>>

/** `npm run drills`: what the shop is worth when everything around it fails. Exit code 1 when the auditor found a fault. */
async function main(args: readonly string[]): Promise<number> {
  if (args[0] === 'bad-input') return badInput(args.slice(1), usage)
  const asked = readArguments(args)
  const size = sizes[asked.quick ? 'quick' : 'usual']
  const folder = mkdtempSync(join(tmpdir(), 'orderly-drill-'))
  console.log('Building what production runs')
  return withBuild(async (build) => {
    const { clean } = await runDrill({
      ...size,
      engine: asked.engine,
      seed: asked.seed,
      crowd: {
        ...size.crowd,
        ...(asked.orders !== undefined && { orders: asked.orders }),
        ...(asked.subscribers !== undefined && { subscribers: asked.subscribers }),
      },
      folder,
      build,
      say: console.log,
    })
    console.log(clean ? 'Nothing was lost, nothing was doubled.' : `FAULTS were found. The logs are in ${folder}.`)
    const again = Object.entries(asked).flatMap(([name, value]) =>
      value === true ? [`--${name}`] : value === false || value === undefined ? [] : [`--${name}`, String(value)],
    )
    console.log(`Again: npm run drills -- ${again.join(' ')}`)
    if (clean) rmSync(folder, { recursive: true, force: true })
    return clean ? 0 : 1
  })
}

function readArguments(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: 'string' },
      seed: { type: 'string' },
      orders: { type: 'string' },
      subscribers: { type: 'string' },
      quick: { type: 'boolean' },
    },
  })
  const parsed = argumentsSchema.safeParse({ ...values, seed: values.seed ?? Date.now() % 1_000_000 })
  if (!parsed.success) throw new Error(`${z.prettifyError(parsed.error)}\n${usage}`)
  return parsed.data
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(2)
  },
)
