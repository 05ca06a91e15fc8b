/** What global-setup started, as the test files find it: environment variables reach every jest worker. */
export interface Ground {
  /** Of the Postgres server's own database; test databases are made beside it. */
  readonly postgresUrl: string
  /** The migrated database that test databases are copied from. */
  readonly templateDatabase: string
  readonly temporalAddress: string
  /** Namespaces `<prefix>0` … `<prefix>N-1`, one for each test file that asks. */
  readonly namespacePrefix: string
  readonly namespaceCount: number
  /** Executable of the time-skipping server. */
  readonly testServer: string
  /** Why there is no pg_dump for this Postgres on this machine; absent when there is one. */
  readonly noClientTools?: string
  /** The bundled workflows; absent while there is no workflows/index.ts. */
  readonly workflowBundle?: string
}

const variable = 'ORDERLY_TEST_GROUND'

export function layGround(ground: Ground) {
  process.env[variable] = JSON.stringify(ground)
}

export function ground(): Ground {
  const text = process.env[variable]
  if (!text) throw new Error('the test ground is not laid: run this through jest, whose global-setup starts it')
  return JSON.parse(text) as Ground
}
