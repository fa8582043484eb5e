import { expressionCompletionRequest } from '@sluice/contracts'
import { maxPolicyBytes } from '@sluice/policy-language'
import { defineRoute } from '../arm/define-route.ts'
import { assertNoFaults, fieldFault, parseContract } from '../arm/faults.ts'
import { isJsonObject, readJsonObject } from '../arm/request-body.ts'

export const completeExpression = defineRoute({
  path: '/completeExpression',
  method: 'POST',
  access: 'analyst',
  summary: 'Lists what may be written where a policy expression breaks off, for editors.',
  async answer({ environment, request }) {
    const { properties } = await readJsonObject(request)
    const { value } = parseContract(
      expressionCompletionRequest,
      isJsonObject(properties) ? properties : {},
      'properties',
    )
    if (value.length > maxPolicyBytes) {
      assertNoFaults([fieldFault('properties.value', `must have at most ${maxPolicyBytes} characters`)])
    }
    return Response.json(environment.completeExpression(value))
  },
})
