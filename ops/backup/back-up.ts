import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { atOneMoment, holdingsOf, type Holdings, type Moment } from '../../db/backups'
import { outlived } from '../../domain/backup-retention'
import type { Progress } from '../cache'
import { findClientTools, type ClientTools } from './client-tools'
import { backupFile, backupsIn, sha256Of, stamp, writeManifest, type Backup, type Dump } from './manifest'
import { runTool } from './run-tool'

export interface BackupWish {
  readonly folder: string
  readonly businessId: string
  readonly shopUrl: string
  /** The owner-bot's own database; it could be made anew from the feed, all but who chose which language. */
  readonly ownerUrl?: string | undefined
  readonly keepDays: number
  readonly binFolder?: string | undefined
  readonly progress: Progress
  readonly signal?: AbortSignal
}

export interface BackupOutcome extends Backup {
  readonly bytes: number
  /** Files of older backups that were removed. */
  readonly removed: readonly string[]
}

const dayMs = 86_400_000

/**
 * Dumps the databases into a folder with what is needed to trust and restore them, and removes what has been kept long
 * enough. A backup that was broken off leaves no manifest, and so is none.
 */
export async function backUp(wish: BackupWish): Promise<BackupOutcome> {
  const { folder, businessId, shopUrl, ownerUrl, keepDays, progress } = wish
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = `backup-${stamp(new Date())}`
  const shop = await dumpOf({ ...wish, url: shopUrl, file: `${name}.shop.dump`, count: holdingsOf })
  const owner = ownerUrl && (await dumpOf({ ...wish, url: ownerUrl, file: `${name}.owner.dump`, count: () => ({}) }))
  const path = join(folder, `${name}.json`)
  await writeManifest(path, {
    format: 'orderly-backup-1',
    businessId,
    takenAt: shop.at.toISOString(),
    finishedAt: new Date().toISOString(),
    shop: shop.dump,
    ...(owner && { owner: owner.dump }),
  })
  const removed = await removeOutlived(folder, businessId, keepDays)
  for (const file of removed) progress(`removed ${file}: older than ${keepDays} days`)
  const backups = await backupsIn(folder, businessId)
  const done = backups.find((backup) => backup.path === path)
  if (!done) throw new Error(`${path} cannot be read back`)
  return { ...done, bytes: shop.dump.bytes + (owner ? owner.dump.bytes : 0), removed }
}

interface DumpWish<Counts> extends BackupWish {
  readonly url: string
  readonly file: string
  readonly count: (tx: Parameters<typeof holdingsOf>[0]) => Promise<Counts> | Counts
}

function dumpOf<Counts extends Holdings | object>(
  wish: DumpWish<Counts>,
): Promise<{ readonly at: Date; readonly dump: Dump & Counts }> {
  const { url, folder, file, binFolder, progress, signal, count } = wish
  return atOneMoment(url, async (tx, moment) => {
    const tools = await findClientTools({ serverMajor: moment.serverMajor, binFolder, progress })
    const counts = await count(tx)
    progress(`dumping ${moment.database} (PostgreSQL ${moment.serverVersion})`)
    const path = join(folder, file)
    await writeDump(tools, moment, { url, path, signal })
    const { size: bytes } = await stat(path)
    const { database, serverVersion, migrations, at } = moment
    const sha256 = await sha256Of(path)
    progress(`${file}: ${bytes} bytes`)
    return { at, dump: { file, database, serverVersion, bytes, sha256, migrations, ...counts } }
  })
}

interface DumpTo {
  readonly url: string
  readonly path: string
  readonly signal: AbortSignal | undefined
}

/** Under another name until it has been read back and is on the disk. */
async function writeDump(tools: ClientTools, { snapshot }: Moment, { url, path, signal }: DumpTo): Promise<void> {
  const part = `${path}.part`
  try {
    await (await open(part, 'wx', 0o600)).close()
    const what = ['--format=custom', '--no-owner', '--no-privileges', `--snapshot=${snapshot}`]
    await runTool(tools.pgDump, [...what, '--no-password', '--lock-wait-timeout=30s', `--file=${part}`], {
      url,
      signal,
    })
    await chmod(part, 0o600)
    const listed = await runTool(tools.pgRestore, ['--list', part], { signal })
    if (!listed.includes('schema_migrations')) throw new Error(`${part} does not hold the tables it should`)
    const file = await open(part, 'r+')
    await file.sync()
    await file.close()
    await rename(part, path)
  } finally {
    await rm(part, { force: true })
  }
}

/** Removes only what a manifest of this business names, and what a backup left that was broken off a day ago. */
async function removeOutlived(folder: string, businessId: string, keepDays: number): Promise<string[]> {
  const now = Date.now()
  const backups = (await backupsIn(folder, businessId)).map((backup) => ({
    ...backup,
    takenAt: Date.parse(backup.manifest.takenAt),
  }))
  const removed: string[] = []
  const remove = async (file: string) => {
    await rm(join(folder, file), { force: true })
    removed.push(file)
  }
  for (const { path, manifest } of outlived(backups, { keepDays, now })) {
    // The manifest first: without it the rest is no backup.
    await rm(path)
    for (const dump of [manifest.shop, manifest.owner]) if (dump) await remove(dump.file)
  }
  const files = new Set(await readdir(folder))
  for (const file of files) {
    const [, at] = backupFile.exec(file) ?? []
    // A dump without its manifest is of a backup that was broken off.
    if (!at || (!file.endsWith('.part') && files.has(`backup-${at}.json`))) continue
    if ((await stat(join(folder, file))).mtimeMs < now - dayMs) await remove(file)
  }
  return removed
}
