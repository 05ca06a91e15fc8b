import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { engineNames, type EngineName } from '../ops/engines'
import { cost } from './cost'
import { growth } from './growth'
import { layGround } from './ground'
import { lifecycle } from './lifecycle'
import { machine } from './machine'
import { massExpiry } from './mass-expiry'
import { sizes, type Part } from './part'
import { keepFindings, markdownOf, writeDocs } from './report'
import { storm } from './storm'
import { webhook } from './webhook'

const parts = { lifecycle, webhook, cost, growth, storm, 'mass-expiry': massExpiry } as const satisfies Record<
  string,
  Part
>
type PartName = keyof typeof parts
const partNames = Object.keys(parts) as PartName[]

/**
 * `npm run bench [-- --engine dev|postgres] [--only lifecycle,webhook,...] [--quick] [--write-docs]`: prints what the shop
 * costs and how fast it is on this machine, and keeps it in `.orderly/bench`. `--write-docs` puts what is kept of both
 * engines into docs/benchmarks.md.
 */
async function main() {
  const { engine, only, size, docs } = readArguments()
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const build = spawnSync(process.execPath, [join(__dirname, '..', 'ops', 'build.cjs')], { stdio: ['ignore', 2, 2] })
  if (build.status !== 0) throw new Error('npm run build failed')
  for (const name of only) {
    const startedAt = Date.now()
    say(`${name}, on ${engine}`)
    // A ground of its own for each: what one part leaves behind would slow the next one down.
    const ground = await layGround({ engine, built: true, say })
    try {
      const findings = await parts[name](ground, sizes[size])
      const tookMs = Date.now() - startedAt
      keepFindings({ ...findings, engine, part: name, size, at: new Date().toISOString(), tookMs, machine: machine() })
      console.log(markdownOf(findings.tables))
    } finally {
      await ground.close()
    }
  }
  if (docs) writeDocs(partNames)
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      engine: { type: 'string', default: 'dev' },
      only: { type: 'string', default: partNames.join(',') },
      quick: { type: 'boolean', default: false },
      'write-docs': { type: 'boolean', default: false },
    },
  })
  const only = values.only.split(',')
  const unknown = only.filter((name) => !Object.hasOwn(parts, name))
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are: ${partNames.join(', ')}`)
  const engine = engineNames.find((name) => name === values.engine)
  if (!engine) throw new Error(`no engine ${values.engine}; there are: ${engineNames.join(', ')}`)
  return {
    engine: engine satisfies EngineName,
    only: only as PartName[],
    size: values.quick ? ('quick' as const) : ('full' as const),
    docs: values['write-docs'],
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
