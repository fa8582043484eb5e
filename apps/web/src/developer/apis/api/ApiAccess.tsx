import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../../shared/languages/words.ts'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { type Api, apiProductsQuery } from '../../catalogue/catalogue.ts'
import { usePortal } from '../../use-portal.ts'
import styles from './ApiPage.module.css'
import { apiWords } from './api-words.ts'

/** Which products give a key to an API. */
export function ApiAccess({ api: { name, properties } }: { readonly api: Api }) {
  const words = useWords(apiWords)
  const { service } = usePortal()
  const { data: products } = useSuspenseQuery(apiProductsQuery(service, name))
  const isOpen = !properties.subscriptionRequired
  const text = isOpen ? 'accessOpen' : products.length === 0 ? 'accessNone' : 'accessText'
  return (
    <Section title={words('access')} description={words(text)}>
      <ul className={styles.products}>
        {products.map((product) => (
          <li key={product.name}>
            <Link to="/developer/$service/products/$product" params={{ service, product: product.name }} translate="no">
              {product.properties.displayName}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
