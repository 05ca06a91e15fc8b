import { ApplicationFailure } from '@temporalio/activity'
import { isRefusedContent } from '../db/refused-content'

type Activity = (...args: never[]) => Promise<unknown>

/**
 * Names what the database refuses for its content: trying again cannot help, and whoever sent the message has to hear
 * it. Everything else is passed on as it is and tried again.
 */
export function withRefusals<Activities extends Record<string, Activity>>(activities: Activities): Activities {
  const named = Object.entries(activities).map(([name, activity]) => [
    name,
    async (...args: never[]) => {
      try {
        return await activity(...args)
      } catch (error) {
        if (!isRefusedContent(error)) throw error
        throw ApplicationFailure.create({ type: 'BookRefuses', message: `${name}: ${error.code} ${error.message}` })
      }
    },
  ])
  return Object.fromEntries(named) as Activities
}
