import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const secretsSchema = z.object({
  postgresPassword: z.string(),
  shopBotToken: z.string(),
  ownerBotToken: z.string(),
  paymeMerchantId: z.string(),
  paymeKey: z.string(),
  clickMerchantId: z.string(),
  clickServiceId: z.string(),
  clickSecretKey: z.string(),
  providerToken: z.string(),
  eventsToken: z.string(),
  opsToken: z.string(),
})
const keptSchema = secretsSchema.partial()
/** What the local stack and its sandbox share; made up once, of no use anywhere else. */
export type LocalSecrets = z.infer<typeof secretsSchema>

/** Reads the secrets of this checkout; makes those that are not there yet. Throws an Error if the file is damaged. */
export function localSecrets(file: string): LocalSecrets {
  const kept = readIfThere(file)
  const before = kept === undefined ? {} : parse(kept, file)
  const secrets: LocalSecrets = {
    postgresPassword: random(24),
    shopBotToken: `7000000001:${random(35)}`,
    ownerBotToken: `7000000002:${random(35)}`,
    paymeMerchantId: randomBytes(12).toString('hex'),
    paymeKey: random(36),
    clickMerchantId: String(10_000 + randomBytes(2).readUInt16BE()),
    clickServiceId: String(10_000 + randomBytes(2).readUInt16BE()),
    clickSecretKey: random(16),
    providerToken: random(24),
    eventsToken: random(40),
    opsToken: random(40),
    ...before,
  }
  if (Object.keys(before).length === Object.keys(secrets).length) return secrets
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  return secrets
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** An earlier version made up fewer of them. */
function parse(text: string, file: string): Partial<LocalSecrets> {
  try {
    return keptSchema.parse(JSON.parse(text)) as Partial<LocalSecrets>
  } catch {
    throw new Error(`${file} is damaged: begin anew with "npm start -- --fresh", which removes all local state.`)
  }
}

/** Letters, digits, - and _: fits into tokens, URLs and passwords alike. */
const random = (length: number) => randomBytes(length).toString('base64url').slice(0, length)
