// made of: /assets/page.css, and therefore of everything page.css is made of
