import { parseUrlTemplate } from '@sluice/gateway/documents'
import type { TemplateReading } from '@sluice/management'

/** A URL template as the gateway reads it, for those who only check it. */
export function readTemplate(text: string): TemplateReading {
  const { template, faults } = parseUrlTemplate(text)
  return { parameterNames: template?.parameterNames ?? [], faults: faults.map(({ message }) => message) }
}
