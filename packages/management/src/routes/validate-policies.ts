import type { Fault } from '@sluice/contracts'
import type { JsonValue } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { defineRoute } from '../arm/define-route.ts'
import { showReference } from '../arm/resource-reference.ts'
import { checkText, loadDefinitions } from '../resources/policies/policy-definitions.ts'
import { allTexts, isFragment, textOf } from '../resources/policies/policy-texts.ts'
import { checkBase, loadRestrictedPaths } from '../resources/policies/required-base.ts'

/** Differs from the reference: done when it answers, so that there is nothing to poll. */
export const validatePolicies = defineRoute({
  path: '/validatePolicies',
  method: 'POST',
  access: 'analyst',
  summary: 'Checks every stored policy document and fragment against this version, and lists all faults.',
  async answer({ environment, service, requestId }) {
    const { store, clock } = environment
    const started = new Date(clock.now()).toISOString()
    const { documents } = await store.find({ from: allTexts(service) })
    const definitions = await loadDefinitions(
      { environment, service, reader: store },
      documents.map((document) => textOf(document).value),
    )
    const restricted = await loadRestrictedPaths(store, service)
    const faults: Fault[] = []
    for (const document of documents) {
      const { path } = toBody(document)
      const own = await checkText({ environment, service, reader: store }, document, definitions)
      const unfulfilled = isFragment(document) ? [] : checkBase(path, textOf(document), restricted)
      for (const { code, target, message } of [...own, ...unfulfilled]) {
        faults.push({ code, target: `${path}, ${target}`, message })
      }
    }
    const isGood = faults.length === 0
    const details = faults as unknown as JsonValue
    const error = { code: 'ValidationError', message: 'One or more policy documents contain faults:', details }
    return {
      id: showReference(`/operationResults/${requestId}`, service),
      type: 'Microsoft.ApiManagement/service/operationResults',
      name: requestId,
      properties: {
        id: requestId,
        status: isGood ? 'Succeeded' : 'Failed',
        started,
        updated: new Date(clock.now()).toISOString(),
        resultInfo: `${documents.length} documents were checked, ${faults.length} faults were found.`,
        ...(isGood ? {} : { error }),
        actionLog: [],
      },
    }
  },
})
