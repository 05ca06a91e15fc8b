import { obtainTemporal } from './obtain-temporal'
import { obtainTestServer } from './obtain-test-server'

/** Fills the per-user cache before jest starts, where a person can see the progress. */
async function main() {
  await obtainTemporal(console.log)
  await obtainTestServer(console.log)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
