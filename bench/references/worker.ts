import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { pino } from 'pino'
import { createOrderlyActivities, createTelegramActivities } from '../../activities'
import { connect } from '../../db/connect'
import { createPayLinks } from '../../domain/pay-links'
import { bundleWorkflows } from '../../ops/workflow-bundle'
import { createGateway } from '../../telegram/gateway'
import { taskQueues, workerLimits } from '../../workflows/task-queues'

/** What a reference is compared by: see references.ts, which starts this. */
export interface ReferencePlan {
  readonly form: 'floor' | 'naive'
  readonly address: string
  readonly namespace: string
  readonly databaseUrl: string
  readonly telegramUrl: string
  readonly merchantId: string
}

/** A process of its own, like ops/worker.ts. Says `{ ready: true }` when it takes work; dies with whoever started it. */
async function main() {
  const plan = JSON.parse(process.argv[2] ?? '{}') as ReferencePlan
  const logger = new DefaultLogger('ERROR')
  Runtime.install({ logger, telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } } })
  const connection = await NativeConnection.connect({ address: plan.address })
  const { orderly, telegram } = plan.form === 'floor' ? floor() : naive(plan)
  const common = { connection, namespace: plan.namespace }
  const workers = [
    await Worker.create({ ...common, taskQueue: taskQueues.orderly, ...workerLimits.orderly, ...(await orderly) }),
    await Worker.create({ ...common, taskQueue: taskQueues.telegram, ...telegram }),
  ]
  const runs = Promise.all(workers.map((worker) => worker.run()))
  process.once('disconnect', () => {
    for (const worker of workers) worker.shutdown()
    void runs.then(() => process.exit(0))
  })
  process.send?.({ ready: true })
  await runs
}

function floor() {
  const nothing = () => Promise.resolve()
  const opened = (workflowId: string) => {
    process.send?.({ opened: workflowId })
    return Promise.resolve()
  }
  const orderly = async () => ({
    workflowBundle: await bundleWorkflowCode({ workflowsPath: require.resolve('./floor'), logger: silent }),
    activities: { nothing, opened },
  })
  return { orderly: orderly(), telegram: { activities: { send: nothing } } }
}

/** Our own workflows and our own activities; only that no step of the book is a local activity any more. */
function naive({ databaseUrl, telegramUrl, merchantId }: ReferencePlan) {
  const sql = connect(databaseUrl, { max: 20, applicationName: 'bench-naive' })
  const gateway = createGateway({ token: '7000001:shop-secret', apiRoot: telegramUrl })
  const links = createPayLinks(() => ({ payme: { merchantId } }))
  const deps = { sql, telegramFor: () => gateway, links, log: pino({ level: 'silent' }) }
  const orderly = async () => ({
    workflowBundle: await bundleWorkflows({
      logLevel: 'ERROR',
      webpackConfigHook: (config) => ({
        ...config,
        resolve: {
          ...config.resolve,
          alias: {
            ...(config.resolve?.alias as object),
            [require.resolve('../../workflows/ledger')]: require.resolve('./ordinary-ledger'),
          },
        },
      }),
    }),
    activities: createOrderlyActivities(deps),
  })
  return { orderly: orderly(), telegram: { activities: createTelegramActivities(deps) } }
}

const silent = new DefaultLogger('ERROR')

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
