import { useSuspenseQuery } from '@tanstack/react-query'
import { useWords } from '../../shared/languages/words.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { ApiCard } from '../catalogue/ApiCard.tsx'
import cards from '../catalogue/cards.module.css'
import { ProductCard } from '../catalogue/ProductCard.tsx'
import { developerWords } from '../developer-words.ts'
import { usePortal } from '../use-portal.ts'
import { FrontSearch } from './FrontSearch.tsx'
import { glanceApisQuery, glanceProductsQuery } from './front-queries.ts'
import { frontWords } from './front-words.ts'
import { KeySteps } from './KeySteps.tsx'

/** What there is, and how to begin. */
export function FrontPage() {
  const words = useWords(frontWords)
  const shared = useWords(developerWords)
  const { service, base, area, settings } = usePortal()
  const { data: apis } = useSuspenseQuery(glanceApisQuery(service))
  const { data: products } = useSuspenseQuery(glanceProductsQuery(service))
  const organization = settings.organization ?? service
  return (
    <Page title={organization} area={area} isTitleTranslated={false} description={words('intro')}>
      <FrontSearch />
      <Section
        title={shared('apis')}
        description={words('apisText', { organization })}
        actions={<TextLink href={`${base}/apis`}>{shared('allApis')}</TextLink>}
      >
        {apis.value.length === 0 ? (
          <EmptyState title={words('noApis')}>{words('noApisText')}</EmptyState>
        ) : (
          <ul className={cards.cards}>
            {apis.value.map(({ name, properties: { displayName, path, description, apiVersion } }) => (
              <ApiCard
                key={name}
                id={name}
                displayName={displayName}
                path={path}
                description={description}
                version={apiVersion}
              />
            ))}
          </ul>
        )}
      </Section>
      <Section
        title={shared('products')}
        description={words('productsText')}
        actions={<TextLink href={`${base}/products`}>{shared('allProducts')}</TextLink>}
      >
        {products.value.length === 0 ? (
          <p>{words('noProducts')}</p>
        ) : (
          <ul className={cards.cards}>
            {products.value.map(({ name, properties }) => (
              <ProductCard key={name} id={name} properties={properties} />
            ))}
          </ul>
        )}
      </Section>
      <KeySteps />
    </Page>
  )
}
