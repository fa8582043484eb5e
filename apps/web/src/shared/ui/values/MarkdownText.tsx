import ReactMarkdown from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import styles from './MarkdownText.module.css'

export const MarkdownText = ({ text }: { readonly text: string }) => (
  <div className={styles.prose}>
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[rehypeSanitize]}
      components={{
        // One page has one h1, and that is its title.
        h1: ({ children }) => <h3>{children}</h3>,
        h2: ({ children }) => <h3>{children}</h3>,
        a: ({ href, children }) => (
          <a href={href} rel="noopener noreferrer nofollow">
            {children}
          </a>
        ),
        // Pictures of other hosts would tell them who reads this; the policy of the page blocks them anyway.
        img: ({ alt }) => <span>{alt}</span>,
      }}
    >
      {text}
    </ReactMarkdown>
  </div>
)
