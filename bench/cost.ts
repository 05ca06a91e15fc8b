import { orderWorkflowId } from '../domain/ids'
import { billableActions, countOf, workflowTasksOf, type BillableAction, type HistoryEvent } from './actions'
import { payDepositAndBalance } from './buyer'
import { businessId, type Ground, type Shop } from './ground'
import { historiesOf, historyOf } from './histories'
import type { Findings, Table } from './part'
import { startApi, startWorker } from './processes'
import { startTelegramStandIn } from './telegram-stand-in'

/** What one lifecycle costs at Temporal Cloud, step by step, and what making and carrying the flowers adds to it. */
export async function cost(ground: Ground): Promise<Findings> {
  const stops: (() => Promise<unknown>)[] = []
  try {
    const telegram = await startTelegramStandIn()
    stops.push(() => telegram.close())
    const shop = await ground.open('bench-cost')
    stops.push(() => shop.close())
    const worker = await startWorker(ground, { shop, telegramUrl: telegram.url })
    stops.push(() => worker.stop())
    const api = await startApi(ground, { shop, telegramUrl: telegram.url })
    stops.push(() => api.stop())
    const { orderId } = await payDepositAndBalance({ lifecycles: shop.lifecycles, telegram, apiUrl: api.url })
    const [order = [], ...payments] = await historiesOf(shop.client, orderId)
    const whole = await deliver(shop, orderId)
    const money = [order, ...payments]
    const figures = {
      actions: money.map((events) => countOf(billableActions(events))),
      events: money.map(({ length }) => length),
      workflowTasks: money.map(workflowTasksOf),
      wholeOrder: { actions: countOf(billableActions(whole)), events: whole.length },
    }
    const added = { actions: figures.wholeOrder.actions - figures.actions[0]!, events: whole.length - order.length }
    return { figures, tables: [breakdown(money, added)] }
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

/** From the first florist to the rating; answers the order's whole history. */
async function deliver({ lifecycles, client }: Shop, orderId: string): Promise<readonly HistoryEvent[]> {
  const order = { businessId, orderId }
  const florist = { by: 'staff', staffId: '2003' } as const
  const courier = { by: 'staff', staffId: '2004' } as const
  await lifecycles.accept(order, florist)
  await lifecycles.assembled(order, florist)
  await lifecycles.handOver(order, courier)
  await lifecycles.delivered(order, courier)
  await lifecycles.rate(order, 5)
  const workflowId = orderWorkflowId(businessId, orderId)
  await client.workflow.getHandle(workflowId).result()
  return historyOf(client, workflowId)
}

/** One row for each thing that is paid for, with its steps; the two payments are alike and stand in one. */
function breakdown(
  runs: readonly (readonly HistoryEvent[])[],
  added: { readonly actions: number; readonly events: number },
): Table {
  const [order = [], ...payments] = runs.map(billableActions)
  const alike = (actions: readonly BillableAction[]) => new Set(actions.map(({ kind }) => kind))
  const rowsOf = (run: string, actions: readonly BillableAction[], times: number) =>
    [...alike(actions)].map((kind) => {
      const of = actions.filter((action) => action.kind === kind)
      return [run, kind, of.map(({ what }) => withoutNumbers(what)).join('; '), String(countOf(of) * times)]
    })
  const events = runs.reduce((sum, { length }) => sum + length, 0)
  const tasks = runs.reduce((sum, run) => sum + workflowTasksOf(run), 0)
  const total = [order, ...payments].reduce((sum, actions) => sum + countOf(actions), 0)
  return {
    title: 'Billable actions of a deposit and a balance',
    columns: ['run', 'kind', 'what', 'actions'],
    rows: [
      ...rowsOf('order', order, 1),
      ...rowsOf('each payment', payments[0] ?? [], 2),
      ['**together**', '', `${events} events, ${tasks} workflow tasks`, `**${total}**`],
      ['florists, courier, rating', '', `${added.events} events more`, `${added.actions} more`],
    ],
    notes: [
      'Counted by the rules of https://docs.temporal.io/cloud/actions, from histories of this run (`bench/actions.ts`).',
    ],
  }
}

/** Sums and accounts differ from order to order. */
const withoutNumbers = (what: string) => what.replace(/^\d+\w: .*?: /, '')
