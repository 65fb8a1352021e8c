// What `curl` does with the options that our documentation uses, for machines without curl. Anything else is refused.
const [, , ...words] = process.argv
const taking = { '-H': [], '-d': [], '-X': [], '-u': [] }
const addresses = []
let tells = false
for (let word = words.shift(); word !== undefined; word = words.shift())
  if (word === '-i') tells = true
  else if (word === '-s') continue
  else if (Object.hasOwn(taking, word)) taking[word].push(words.shift())
  else if (word.startsWith('-')) throw new Error(`curl: option ${word} is not known here`)
  else addresses.push(word)
if (addresses.length !== 1) throw new Error(`curl: one address, not ${addresses.length}`)

const { '-H': said, '-d': data, '-X': methods, '-u': users } = taking
const headers = new Headers()
if (data.length > 0) headers.set('content-type', 'application/x-www-form-urlencoded')
for (const user of users) headers.set('authorization', `Basic ${btoa(user)}`)
for (const line of said) {
  const [, name, value] = /^([^:]+): *(.*)$/.exec(line) ?? []
  headers.set(name, value)
}
const answer = await fetch(addresses[0], {
  method: methods[0] ?? (data.length > 0 ? 'POST' : 'GET'),
  headers,
  redirect: 'manual',
  ...(data.length > 0 && { body: data.join('&') }),
})
if (tells) process.stdout.write(`HTTP/1.1 ${answer.status}\n\n`)
process.stdout.write(`${await answer.text()}\n`)
