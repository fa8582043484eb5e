import type { ExpressionCompletionResult } from '@sluice/contracts'
import { useMemo } from 'react'
import { sendArm } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import type { CompleteExpression } from './expression-completion.ts'

/** Asks the server what may be written in an expression: it knows all types; the same function between renders. */
export function useExpressionCompletion(): CompleteExpression {
  const { id } = useService()
  return useMemo(
    () => async (value, signal) => {
      const { body } = await sendArm<ExpressionCompletionResult>(`${id}/completeExpression`, {
        method: 'POST',
        body: { properties: { value } },
        signal,
      })
      return body
    },
    [id],
  )
}
