import { connect } from '../db/connect'
import { migrate } from '../db/migrate'
import { ownerMigrations } from '../db/owner/feed'
import { readConfig } from './config'

/** Brings both databases up to date; used by `npm run migrate` and before a new version is started. */
async function main() {
  const config = readConfig('migrate', process.env)
  await migrateOne('shop', config.DATABASE_URL)
  if (config.OWNER_DATABASE_URL) await migrateOne('owner-bot', config.OWNER_DATABASE_URL, ownerMigrations)
}

async function migrateOne(name: string, url: string, folder?: string) {
  const sql = connect(url, { max: 1, applicationName: 'orderly-migrate' })
  try {
    const { applied } = await migrate(sql, folder)
    console.log(applied.length > 0 ? `${name}: applied ${applied.join(', ')}` : `${name}: nothing to apply`)
  } finally {
    await sql.end()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
