import type { PortalSummary } from '@sluice/contracts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { dashboardWords } from './dashboard-words.ts'

/** Whether calls are answered, and with which configuration. */
export function GatewayState({
  gateways: { connected, changeNumber },
}: {
  readonly gateways: PortalSummary['gateways']
}) {
  const words = useWords(dashboardWords)
  const { number } = useFormats()
  const label =
    connected === 0 ? (
      <StateLabel kind="failed">{words('gatewaysNone')}</StateLabel>
    ) : changeNumber === null ? (
      <StateLabel kind="running">{words('gatewaysCatchingUp', { count: connected })}</StateLabel>
    ) : (
      <StateLabel kind="done">
        {words('gatewaysConnected', { count: connected, number: number(changeNumber) })}
      </StateLabel>
    )
  return <Section title={words('gateways')}>{label}</Section>
}
