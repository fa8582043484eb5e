import { policyScopes, sectionNames } from '@sluice/policy-language'
import { decimal, text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { dimensionContent, dimensionsOf, findDimensionsWithoutValue } from './metric-dimensions.ts'

/**
 * Counts something in a metric of the gateway.
 * @see reference: API Management, 3.3
 */
export const emitMetric = definePolicy({
  name: 'emit-metric',
  summary: 'Counts a value in a metric of the gateway.',
  category: 'Logging',
  snippet: `<emit-metric name="Requests" value="1" namespace="my-metrics">
    <dimension name="API ID" />
</emit-metric>`,
  sections: sectionNames,
  scopes: policyScopes,
  attributes: {
    name: text('Name of the metric.', { isTrimmed: true }),
    value: decimal('What is added.').orExpression().default(1),
    namespace: text('Name space of the metric.', { isTrimmed: true }).default('API Management'),
  },
  content: dimensionContent(10, 1),
  findConflicts: findDimensionsWithoutValue,
  compile({ name, namespace, value, children: { dimension } }, { telemetry }) {
    return (context) =>
      telemetry.metric(
        { namespace, name, value: value(context), dimensions: dimensionsOf(dimension, context) },
        context,
      )
  },
})
