import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from '../../db/connect'
import { databaseExists } from '../../db/restores'
import { ownerMigrations } from '../../db/owner/feed'
import { readManifest, requireIntact, type Backup, type Dump } from '../backup/manifest'
import { findClientTools } from '../backup/client-tools'
import { runTool } from '../backup/run-tool'
import { refuseWhileAtWork, whoUsesIt } from '../restore/at-work'
import { databaseIn, inDatabase, isSameDatabase, restoreDatabase } from '../restore/restore-database'
import { shopInto } from '../restore/shop-into'
import { compareAndTell } from './compare'
import { Misused, opsExit, Refused, type OpsCall, type OpsCommand } from './command'
import { deedOptions, doOrTell, type DeedValues } from './deed'

const options = { ...deedOptions, owner: { type: 'boolean' }, into: { type: 'string' } } as const

interface Wish {
  readonly backup: Backup
  readonly dump: Dump
  /** The database that gets the dump's content. */
  readonly url: string
  readonly adminUrl: string
  /** The shop's own database is replaced, so Temporal will know of more than the book. */
  readonly isShop: boolean
}

/** Puts a database back to the moment of a backup. */
export const restore: OpsCommand = {
  usage: ['restore <backup-....json> [--owner] [--into <database>] [--apply --by <name> --why <reason>]'],
  does: "puts the shop's database (--owner: the owner-bot's) back to a backup, keeps the present one, and compares Temporal with the book",
  async run(call) {
    const { values, positionals } = parseArgs({ args: [...call.args], options, allowPositionals: true })
    const [file, ...more] = positionals
    if (!file || more.length > 0) throw new Misused('Name one backup: the .json file that backup has written.')
    const wish = await wishOf(call, { file, into: values.into, owner: values.owner ?? false })
    const plan = await planOf(wish)
    const done = await carryOut(call, values, wish, plan)
    if (!done || !wish.isShop) return opsExit.done
    call.say('Now what Temporal knows is compared with the restored book.')
    return compareAndTell(call, { since: new Date(wish.backup.manifest.takenAt) }).catch((error: unknown) => {
      call.say(`It could not be compared: ${error instanceof Error ? error.message : String(error)}`)
      call.say('When Temporal answers: npm run ops -- compare')
      return opsExit.left
    })
  },
}

async function wishOf(
  { place }: OpsCall,
  { file, into, owner }: { file: string; into: string | undefined; owner: boolean },
): Promise<Wish> {
  const { config, businessId } = place
  const backup = await readManifest(resolve(file)).catch((error: unknown) => {
    throw new Refused(error instanceof Error ? error.message : String(error))
  })
  const { manifest } = backup
  if (manifest.businessId !== businessId) {
    throw new Refused(`This is a backup of ${manifest.businessId}, and BUSINESS_ID is ${businessId}.`)
  }
  const dump = owner ? manifest.owner : manifest.shop
  const present = owner ? config.OWNER_DATABASE_URL : config.DATABASE_URL
  if (!dump || !present)
    throw new Refused("The owner-bot's database is not in this backup, or OWNER_DATABASE_URL is not set.")
  const url = into ? inDatabase(present, into) : present
  const adminUrl = inDatabase(config.POSTGRES_ADMIN_URL ?? present, 'postgres')
  const isShop = isSameDatabase(url, config.DATABASE_URL)
  if (owner && isShop)
    throw new Refused(`${databaseIn(url)} is the shop's database, and this is the owner-bot's backup.`)
  return { backup, dump, url, adminUrl, isShop }
}

/** What would be done, once it is sure that it can be. Throws {@link Refused}. */
async function planOf({ backup, dump, url, adminUrl }: Wish): Promise<string[]> {
  const intact = await requireIntact(backup, dump).catch((error: unknown) => {
    throw new Refused(error instanceof Error ? error.message : String(error))
  })
  const database = databaseIn(url)
  const admin = connect(adminUrl, { max: 1, applicationName: 'orderly-restore' })
  try {
    const exists = await databaseExists(admin, database)
    const others = exists ? await refuseWhileAtWork(admin, database, whoUsesIt) : []
    return [
      `${intact} is intact: ${dump.database} as of ${backup.manifest.takenAt}, PostgreSQL ${dump.serverVersion}.`,
      exists
        ? `${database} is replaced by it; what is there now is kept as ${database}_before_restore_<time>.`
        : `${database} does not exist and is made of it.`,
      ...others.map(({ name, count }) => `${count} connections of ${name} would be cut off.`),
    ]
  } finally {
    await admin.end({ timeout: 2 })
  }
}

async function carryOut(call: OpsCall, values: DeedValues, wish: Wish, plan: readonly string[]): Promise<boolean> {
  const { place, say } = call
  const { backup, dump, url, adminUrl, isShop } = wish
  const shop = isShop ? shopInto(place, backup.manifest, say) : undefined
  const kept = await doOrTell(call, values, {
    action: 'restore',
    target: databaseIn(url),
    details: { takenAt: backup.manifest.takenAt, file: dump.file },
    plan,
    ...(shop && { writtenIn: shop.writtenIn }),
    async act() {
      const serverMajor = Number.parseInt(dump.serverVersion, 10)
      const tools = await findClientTools({ serverMajor, binFolder: place.config.PG_BIN, progress: say })
      const dumpPath = await requireIntact(backup, dump)
      await runTool(tools.pgRestore, ['--list', dumpPath])
      const before = await restoreDatabase({
        adminUrl,
        url,
        dumpPath,
        pgRestore: tools.pgRestore,
        ...(dump === backup.manifest.owner && { migrations: ownerMigrations }),
        prepare: shop ? shop.prepare : () => Promise.resolve(),
        progress: say,
      })
      return { before }
    },
  })
  if (!kept) return false
  say(`${databaseIn(url)} is as of ${backup.manifest.takenAt}.`)
  if (kept.before) say(`What was there before is kept as ${kept.before}; drop it when you need it no more.`)
  return true
}
