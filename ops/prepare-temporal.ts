import { readConfig } from './config'
import { prepareNamespace } from './temporal-namespace'

/** `npm run prepare-temporal`: the namespace, its retention and search attributes, before the processes start. */
async function main() {
  const config = readConfig('prepare-temporal', process.env)
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_RETENTION_DAYS: retentionDays } = config
  const { created, added } = await prepareNamespace({ address, namespace, retentionDays })
  console.log(`namespace ${namespace}: ${created ? 'created' : 'was there'}; ${added.length} search attributes added`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
