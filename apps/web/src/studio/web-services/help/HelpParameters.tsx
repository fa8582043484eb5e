import type { EndpointHelpAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { HelpTable } from './HelpTable.tsx'
import { helpWords } from './help-words.ts'

/** What callers may set beside the rows. */
export function HelpParameters({ parameters }: { readonly parameters: EndpointHelpAnswer['parameters'] }) {
  const words = useWords(helpWords)
  return (
    <Section title={words('parameters')}>
      {parameters.length === 0 ? (
        <p>{words('none')}</p>
      ) : (
        <HelpTable
          label={words('parameters')}
          heads={[words('name'), words('type'), words('default'), words('descriptionHead')]}
          rows={parameters.map(({ name, type, isRequired, defaultValue, description }) => [
            name,
            <code key="name" translate="no">
              {name}
            </code>,
            <code key="type" translate="no">
              {type}
            </code>,
            isRequired ? (
              words('required')
            ) : (
              <code key="default" translate="no">
                {JSON.stringify(defaultValue)}
              </code>
            ),
            <span key="description" translate="no">
              {description}
            </span>,
          ])}
        />
      )}
    </Section>
  )
}
