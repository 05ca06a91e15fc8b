import { findClientTools } from './backup/client-tools'
import { embeddedMajor } from './embedded-postgres'
import { obtainTemporal } from './obtain-temporal'
import { obtainTestServer } from './obtain-test-server'

/** Fills the per-user cache before jest starts, where a person can see the progress. */
async function main() {
  await obtainTemporal(console.log)
  await obtainTestServer(console.log)
  // Without them only the tests of backups are skipped.
  await findClientTools({ serverMajor: embeddedMajor, progress: console.log }).catch((error: unknown) => {
    console.log(error instanceof Error ? error.message : error)
  })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
