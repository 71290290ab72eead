/** Every scenario of the sync bench, in the order they are run. */
import { BadUsage } from '../options.ts'
import type { Scenario } from './scenario.ts'
import { ack } from './scenarios/ack.ts'
import { cold } from './scenarios/cold.ts'
import { converge } from './scenarios/converge.ts'
import { fanout } from './scenarios/fanout.ts'
import { history } from './scenarios/history.ts'
import { hostile } from './scenarios/hostile.ts'
import { idle } from './scenarios/idle.ts'
import { kills } from './scenarios/kills.ts'
import { many } from './scenarios/many.ts'
import { slow } from './scenarios/slow.ts'
import { storm } from './scenarios/storm.ts'

export const SCENARIOS: readonly Scenario[] = [fanout, many, cold, storm, ack, idle, slow, kills, hostile, converge]

/** `history` is no figure of its own, but a job like the others. */
export function scenarioNamed(name: string): Scenario {
  const scenario = [...SCENARIOS, history].find((candidate) => candidate.name === name)
  if (!scenario) throw new BadUsage(`There is no scenario "${name}". There are: ${SCENARIOS.map((each) => each.name).join(', ')}.`)
  return scenario
}
