import { expressionParser } from './expression-parser.ts'
import type { FuzzTarget } from './fuzz-target.ts'
import { http1Messages } from './http1-messages.ts'
import { interpreter } from './interpreter.ts'
import { policyParser } from './policy-parser.ts'

export const fuzzTargets = {
  'policy-parser': policyParser,
  'expression-parser': expressionParser,
  interpreter,
  'http1-messages': http1Messages,
} as const satisfies Readonly<Record<string, FuzzTarget>>

export type FuzzTargetName = keyof typeof fuzzTargets
