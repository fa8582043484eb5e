import type { EndpointHelpAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { HelpTable } from './HelpTable.tsx'
import { helpWords } from './help-words.ts'

/** What a call can be refused with. */
export function HelpErrors({ errors }: { readonly errors: EndpointHelpAnswer['errors'] }) {
  const words = useWords(helpWords)
  return (
    <div id="errors">
      <Section title={words('errorCodes')} description={words('errorText')}>
        <HelpTable
          label={words('errorCodes')}
          heads={[words('status'), words('code'), words('detail'), words('whatToDo')]}
          rows={errors.map(({ status, code, detail, remedy }) => [
            `${code} ${detail}`,
            status,
            <code key="code" translate="no">
              {code}
            </code>,
            <code key="detail" translate="no">
              {detail}
            </code>,
            remedy,
          ])}
        />
      </Section>
    </div>
  )
}
