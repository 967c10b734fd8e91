/** Every global style, in the order of the cascade. Imported once, by the entry. */
import './layers.css'
import './base.css'
import './tokens.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './mantine.css'
import './text.css'
