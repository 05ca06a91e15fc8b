import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

const dump = z.object({
  file: z.string().regex(/^[\w.-]+$/),
  /** As it was called on its server. */
  database: z.string(),
  serverVersion: z.string(),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Migrations that had been applied. */
  migrations: z.array(z.string()),
})
const shopDump = dump.extend({
  /** The last transaction that told an event: how far the feed had come. */
  feedAt: z.string().regex(/^\d+$/),
  orders: z.number().int(),
  subscriptions: z.number().int(),
  entries: z.number().int(),
})

const manifestSchema = z.object({
  format: z.literal('orderly-backup-1'),
  businessId: z.string(),
  /** The moment whose state was dumped. */
  takenAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  shop: shopDump,
  owner: dump.optional(),
})

/** What a backup holds. It is written last: dumps without it were never finished. */
export type Manifest = z.output<typeof manifestSchema>
export type Dump = z.output<typeof dump>

export interface Backup {
  readonly path: string
  readonly manifest: Manifest
}

const manifestName = /^backup-\d{8}T\d{9}Z\.json$/
/** The files of one backup, and what is left of one that was broken off. */
export const backupFile = /^backup-(\d{8}T\d{9}Z)\.(?:json|(?:shop|owner)\.dump)(?:\.part)?$/
export const stamp = (at: Date) => at.toISOString().replaceAll(/[-:.]/g, '')

export async function writeManifest(path: string, manifest: Manifest): Promise<void> {
  await writeFile(`${path}.part`, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.part`, path)
}

/** The finished backups of a business in a folder, newest first. Other files are not ours. */
export async function backupsIn(folder: string, businessId: string): Promise<Backup[]> {
  if (!existsSync(folder)) return []
  const names = (await readdir(folder)).filter((name) => manifestName.test(name))
  const read = await Promise.all(names.map((name) => readManifest(join(folder, name)).catch(() => undefined)))
  return read
    .filter((backup) => backup !== undefined)
    .filter(({ manifest }) => manifest.businessId === businessId)
    .sort((one, other) => other.manifest.takenAt.localeCompare(one.manifest.takenAt))
}

/** Throws when the file is not a manifest of ours. */
export async function readManifest(path: string): Promise<Backup> {
  const parsed = manifestSchema.safeParse(jsonIn(await readFile(path, 'utf8')))
  if (!parsed.success) throw new Error(`${basename(path)} is not the .json file of a backup`)
  return { path, manifest: parsed.data }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Throws when a dump is not there, or is not the file that was written. */
export async function requireIntact({ path }: Pick<Backup, 'path'>, { file, sha256 }: Dump): Promise<string> {
  const dumpPath = join(dirname(path), file)
  if (!existsSync(dumpPath)) throw new Error(`${file} is not beside ${basename(path)}`)
  if ((await sha256Of(dumpPath)) !== sha256)
    throw new Error(`${file} is damaged: its SHA-256 is not the one that was noted`)
  return dumpPath
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
