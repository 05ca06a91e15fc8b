import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker'
import { bundleWorkflows } from '../ops/workflow-bundle'
import type { Ground } from './ground'
import { runMassExpiry, type MassExpiryFigures } from './mass-expiry-run'
import type { Findings, Size, Table } from './part'

/** Subscriptions that end within one minute: how long until all are out and told, and how long buyers wait meanwhile. */
export async function massExpiry(ground: Ground, { expiries, spreadEnds: spread }: Size): Promise<Findings> {
  const logger = new DefaultLogger('ERROR')
  Runtime.install({ logger, telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } } })
  const shop = await ground.open('bench-expiry')
  const nativeConnection = await NativeConnection.connect({ address: ground.engine.address })
  try {
    const { sql, client, name: namespace } = shop
    const workflows = { workflowBundle: await bundleWorkflows() }
    const { say } = ground
    const figures = await runMassExpiry(expiries, {
      sql,
      client,
      nativeConnection,
      namespace,
      workflows,
      spread,
      say,
    })
    return { figures, tables: [tableOf(figures)] }
  } finally {
    await nativeConnection.close()
    await shop.close()
  }
}

function tableOf(figures: MassExpiryFigures): Table {
  const { subscriptions, lastRemovalSeconds, lastToldSeconds, removalsPerSecond, refusedForRate, purchases } = figures
  return {
    title: 'Mass expiry',
    columns: [
      'subscriptions that end within a minute',
      'last removal after, s',
      'last message about it after, s',
      'removals a second',
      'refused by Telegram (429)',
      'a purchase meanwhile: from paying to the link, s',
    ],
    rows: [
      [
        String(subscriptions),
        String(lastRemovalSeconds),
        String(lastToldSeconds),
        String(removalsPerSecond),
        String(refusedForRate),
        purchases
          .map(({ linkSeconds, removalsAhead, refusals }) => {
            return `${linkSeconds} (${removalsAhead} removals ahead${refusals > 0 ? `, ${refusals} tries refused` : ''})`
          })
          .join('; '),
      ],
    ],
    notes: [
      'Removals and messages share the 28 a second of the queue. Workers run in the process of the benchmark here.',
    ],
  }
}
