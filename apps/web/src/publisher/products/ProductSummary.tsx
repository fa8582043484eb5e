import type { GroupProperties } from '@sluice/contracts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { Markdown } from '../../shared/ui/values/Markdown.tsx'
import { ProductApis } from './ProductApis.tsx'
import { useProduct } from './product-context.ts'
import { productWords } from './product-words.ts'

/** What a product is, and the APIs in it. */
export function ProductSummary() {
  const words = useWords(productWords)
  const { number } = useFormats()
  const { id, name, properties } = useProduct()
  const { data: groups = [] } = useAllResources<GroupProperties>(`${id}/groups`)
  const { description, terms, subscriptionRequired, approvalRequired, subscriptionsLimit } = properties
  return (
    <>
      {description && (
        <Section title={words('descriptionField')}>
          <Markdown text={description} />
        </Section>
      )}
      <Section title={words('facts')}>
        <Facts
          facts={[
            [words('access'), words(subscriptionRequired ? 'isProtected' : 'isOpen')],
            ...(subscriptionRequired
              ? ([
                  [words('approval'), words(approvalRequired === true ? 'approvalYes' : 'approvalNo')],
                  [
                    words('subscriptionsLimit'),
                    subscriptionsLimit == null ? words('limitNone') : number(subscriptionsLimit),
                  ],
                ] as const)
              : []),
            [words('terms'), words(terms ? 'termsYes' : 'termsNo')],
            [
              words('visibleTo'),
              <span key="groups" translate="no">
                {groups.map((group) => group.properties.displayName).join(', ')}
              </span>,
            ],
            [words('id'), <CodeText key="id" value={name} name={words('id')} />],
          ]}
        />
      </Section>
      <ProductApis />
    </>
  )
}
