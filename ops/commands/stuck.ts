import { parseArgs } from 'node:util'
import { stuckJson, type StuckThing } from '../../domain/stuck'
import { findStuck } from '../stuck/find-stuck'
import { opsExit, type OpsCommand } from './command'

/** Everything that cannot move without a person. */
export const stuck: OpsCommand = {
  usage: ['stuck [--json]'],
  does: 'everything that cannot move without a person: why, since when, what it blocks, and what to do; exit code 1 when there is something',
  async run({ args, place, say }) {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } })
    const things = await findStuck(place)
    if (values.json) say(JSON.stringify(stuckJson({ at: new Date(), things }), null, 2))
    else if (things.length === 0) say('Nothing is stuck.')
    else for (const line of inLines(things)) say(line)
    return things.length === 0 ? opsExit.done : opsExit.left
  },
}

const inLines = (things: readonly StuckThing[]) => [
  `${things.length} stuck:`,
  ...things.flatMap(({ kind, subject, reason, since, blocks, remedy }) => [
    '',
    `${kind}  ${subject}${since ? `  since ${since.toISOString()}` : ''}`,
    `  ${reason}`,
    ...(Object.keys(blocks).length > 0 ? [`  blocks ${blockedInWords(blocks)}`] : []),
    `  -> ${remedy}`,
  ]),
]

const blockedInWords = ({ order, subscription, amount }: StuckThing['blocks']) =>
  [order && `order ${order}`, subscription && `subscription ${subscription}`, amount].filter(Boolean).join(', ')
