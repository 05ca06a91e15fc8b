import { parseArgs } from 'node:util'
import { listBuilds, type Build } from '../deployments/builds'
import { moveTo, whereIs } from '../deployments/move'
import { ramp, setCurrent } from '../deployments/routing'
import { openWorkOfMissingBuilds } from '../stuck/missing-builds'
import { Misused, opsExit, Refused, type OpsCall, type OpsCommand } from './command'
import { deedOptions, doOrTell, type DeedValues } from './deed'

/** How workers without a BUILD_ID are called where a build is asked for. */
const unversioned = 'unversioned'

/** The builds of the worker: what runs on which, and where new runs begin. */
export const deployments: OpsCommand = {
  usage: [
    'deployments',
    'deployments set-current <buildId> [--ramp <percent>] [--apply --by <name> --why <reason>]',
    'deployments move <workflowId> --to <buildId> [--apply --by <name> --why <reason>]',
  ],
  does: `builds of the worker, with the open work of each; which one new runs begin on (${unversioned}: workers without BUILD_ID)`,
  async run(call) {
    const { values, positionals } = parseArgs({
      args: [...call.args],
      allowPositionals: true,
      options: { ...deedOptions, ramp: { type: 'string' }, to: { type: 'string' } },
    })
    const [verb, target, ...more] = positionals
    if (more.length > 0) throw new Misused(`${more[0]} is one word too many.`)
    if (verb === undefined) return show(call)
    if (verb !== 'set-current' && verb !== 'move') throw new Misused(`deployments has no ${verb}.`)
    if (target === undefined) throw new Misused(`deployments ${verb} needs to know what.`)
    if (verb === 'set-current') return route(call, target, values)
    if (values.to === undefined) throw new Misused('deployments move needs --to <buildId>.')
    return move(call, target, values.to, values)
  },
}

async function show({ place, say }: OpsCall): Promise<number> {
  const builds = await listBuilds(place.client)
  if (builds.length === 0) {
    say('No worker has run with a BUILD_ID: any worker takes up any run.')
    return opsExit.done
  }
  for (const { buildId, state, percent, since, isAtWork, open } of builds) {
    const share = state === 'ramping' ? ` ${percent} %` : ''
    const workers = isAtWork ? 'workers at work' : 'NO WORKERS'
    say(`${buildId}  ${state}${share} since ${since.toISOString()}  ${open} open  ${workers}`)
  }
  const current = builds.find(({ state }) => state === 'current')
  if (!current)
    say(`No build is current: what is new waits for workers without a BUILD_ID. ${how('set-current <buildId>')}`)
  if (current && !current.isAtWork)
    say(`Nothing new begins: the current build ${current.buildId} has no workers. Start them.`)
  const waiting = await openWorkOfMissingBuilds(place.client)
  for (const { workflowId, buildId, since } of waiting) {
    say(`${workflowId} waits for a worker of build ${buildId}, at most since ${since.toISOString()}`)
  }
  if (waiting.length > 0) {
    say(`Nothing of it is lost. Start a worker with that BUILD_ID, or: ${how('move <workflowId> --to <buildId>')}`)
  }
  return waiting.length > 0 || !current?.isAtWork ? opsExit.left : opsExit.done
}

async function route(
  call: OpsCall,
  buildId: string,
  values: DeedValues & { ramp?: string | undefined },
): Promise<number> {
  const { client } = call.place
  const builds = await listBuilds(client)
  const build = buildId === unversioned ? null : known(builds, buildId)
  const percent = values.ramp === undefined ? undefined : percentOf(values.ramp)
  if (percent !== undefined && build === null) throw new Misused('--ramp needs a build.')
  if (percent !== undefined && build?.state === 'current')
    throw new Refused(`${buildId} is current: all that is new begins on it.`)
  // Nothing begins on what gets none of it: so a part is taken back from a build that does not come up.
  if (build && !build.isAtWork && percent !== 0) throw new Refused(`${buildId} has no workers: start them first.`)
  const current = builds.find(({ state }) => state === 'current')?.buildId ?? unversioned
  const by = values.by ?? ''
  await doOrTell(call, values, {
    action: percent === undefined ? 'set-current' : 'ramp',
    target: buildId,
    details: { from: current, ...(percent !== undefined && { percent }) },
    plan: [
      percent === undefined
        ? `What is new would begin on ${buildId} instead of ${current}.`
        : `${percent} % of what is new would begin on ${buildId}, the rest on ${current}.`,
      `Open orders, payments and refunds end on the build that they began on; subscriptions move with their next run.`,
      ...builds.map((one) => `${one.buildId}: ${one.open} open runs stay on it`),
    ],
    act: () =>
      percent === undefined ? setCurrent(client, build?.buildId ?? null, by) : ramp(client, buildId, percent, by),
  })
  return opsExit.done
}

async function move(call: OpsCall, workflowId: string, buildId: string, values: DeedValues): Promise<number> {
  const { client } = call.place
  const build = known(await listBuilds(client), buildId)
  if (!build.isAtWork) throw new Refused(`${buildId} has no workers: start them first.`)
  const placed = await whereIs(client, workflowId)
  if (placed.buildId === buildId && placed.sentTo === undefined)
    throw new Refused(`${workflowId} is on ${buildId} already.`)
  const hasArrived = await doOrTell(call, values, {
    action: 'move',
    target: workflowId,
    details: { from: placed.buildId, to: buildId },
    plan: [
      `${workflowId} would go on with the code of ${buildId}; it is on ${placed.buildId}.`,
      `It has to replay there. In a checkout of ${buildId}: npm run ops -- replay ${workflowId}`,
    ],
    act: () => moveTo(client, placed, buildId),
  })
  if (hasArrived === true) call.say(`${workflowId} goes on under ${buildId}.`)
  if (hasArrived !== false) return opsExit.done
  call.say(`${workflowId} goes on under ${buildId} from its next step on. Then give this command once more.`)
  return opsExit.left
}

function known(builds: readonly Build[], buildId: string): Build {
  const build = builds.find((one) => one.buildId === buildId)
  if (build) return build
  const names = builds.map((one) => one.buildId).join(', ') || 'none'
  throw new Refused(
    `Temporal knows no build ${buildId}. Known: ${names}. A build is known once a worker has run with it as BUILD_ID.`,
  )
}

function percentOf(text: string): number {
  const percent = Number(text)
  if (text.trim() === '' || !(percent >= 0 && percent <= 100)) throw new Misused('--ramp is a percentage, 0 to 100.')
  return percent
}

const how = (what: string) => `npm run ops -- deployments ${what}`
