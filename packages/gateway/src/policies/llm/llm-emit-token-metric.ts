import { policyScopes } from '@sluice/policy-language'
import { text } from '../../pipeline/attributes.ts'
import { readBodyText } from '../../pipeline/body-text.ts'
import { definePolicy } from '../../pipeline/define-policy.ts'
import { dimensionContent, dimensionsOf, findDimensionsWithoutValue } from '../metric-dimensions.ts'
import { estimateTokens, promptText, watchUsage } from './token-usage.ts'

/**
 * Counts the tokens of a call to a language model in metrics: of the prompt, of the completion, and of both.
 * @see reference: API Management, 3.3
 */
const defineTokenMetric = (name: string) =>
  definePolicy({
    name,
    summary: 'Counts the tokens of calls to a language model in metrics.',
    category: 'Logging',
    snippet: `<${name} namespace="llm-metrics">
    <dimension name="API ID" />
</${name}>`,
    sections: ['inbound'],
    scopes: policyScopes,
    attributes: { namespace: text('Name space of the metrics.', { isTrimmed: true }).default('API Management') },
    content: dimensionContent(10, 1),
    findConflicts: findDimensionsWithoutValue,
    compile({ namespace, children: { dimension } }, { telemetry }) {
      return (context) => {
        // Said now: later policies may change what it is made of.
        const dimensions = dimensionsOf(dimension, context)
        const { request } = context
        let prompt = 0
        watchUsage(
          context,
          () => prompt,
          (usage) => {
            const count = (metric: string, value: number) =>
              telemetry.metric({ namespace, name: metric, value, dimensions }, context)
            count('Total Tokens', usage.prompt + usage.completion)
            count('Prompt Tokens', usage.prompt)
            count('Completion Tokens', usage.completion)
          },
        )
        if (request.body.kind === 'none') return
        return estimatePrompt()

        async function estimatePrompt(): Promise<void> {
          const body = await readBodyText(request, name)
          prompt = estimateTokens((body === undefined ? undefined : promptText(body)) ?? '')
        }
      }
    },
  })

export const llmEmitTokenMetric = defineTokenMetric('llm-emit-token-metric')
export const azureOpenaiEmitTokenMetric = defineTokenMetric('azure-openai-emit-token-metric')
