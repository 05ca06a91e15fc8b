import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { variables, type ProcessName, type VariableName } from '../environment'

export const operatorFile = 'operator.env'

/** Leaves behind what `npm run ops` needs to find this stack, so that a newcomer configures nothing. */
export function keepForOperator(environment: NodeJS.ProcessEnv, state: string): void {
  const lines = (Object.keys(variables) as VariableName[])
    .filter((name) => (variables[name].readBy as readonly ProcessName[]).includes('ops') && environment[name])
    .map((name) => `${name}=${JSON.stringify(environment[name])}`)
  writeFileSync(join(state, operatorFile), `${lines.join('\n')}\n`, { mode: 0o600 })
}
