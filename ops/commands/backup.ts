import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { backUp } from '../backup/back-up'
import { Misused, opsExit, type OpsCommand } from './command'

/** Both databases, as they are at this moment. */
export const backup: OpsCommand = {
  usage: ['backup [--to <folder>]'],
  does: 'dumps the databases into a folder (BACKUP_FOLDER if not named), and removes backups that were kept long enough',
  async run({ args, place, say }) {
    const { values } = parseArgs({ args: [...args], options: { to: { type: 'string' } } })
    const { config, businessId } = place
    const folder = values.to || config.BACKUP_FOLDER
    if (!folder) throw new Misused('Say where to: --to <folder>, or set BACKUP_FOLDER.')
    const { path, bytes, manifest } = await backUp({
      folder: resolve(folder),
      businessId,
      shopUrl: config.DATABASE_URL,
      ownerUrl: config.OWNER_DATABASE_URL,
      keepDays: config.BACKUP_KEEP_DAYS,
      binFolder: config.PG_BIN,
      progress: say,
    })
    const { orders, subscriptions, entries } = manifest.shop
    say(`${path}: ${bytes} bytes, ${orders} orders, ${subscriptions} subscriptions, ${entries} entries in the ledger.`)
    say(`It holds the shop as of ${manifest.takenAt}. To go back to it: npm run ops -- restore ${path}`)
    return opsExit.done
  },
}
