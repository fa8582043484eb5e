import { isAppError } from '@sluice/contracts'
import type { Span } from '@sluice/platform'

/** A span over parts that come one after another, each with a span of its own. */
export interface FollowedSteps {
  /** The part before is over, this one begins. */
  next(name: string): void
  /** All is over. @param failure what the last part threw */
  end(failure?: unknown): void
}

/** @param parent ends with the steps */
export function followSteps(parent: Span): FollowedSteps {
  let current: Span | undefined
  return {
    next(name) {
      current?.end()
      current = parent.begin(name, 'internal')
    },
    end(failure) {
      if (failure !== undefined) {
        // Codes and no messages: those may quote rows.
        const reason = isAppError(failure) ? failure.code : 'internal failure'
        current?.fail(reason)
        parent.fail(reason)
      }
      current?.end()
      parent.end()
    },
  }
}
