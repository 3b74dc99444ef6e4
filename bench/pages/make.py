# make.py FOLDER: writes 60 pages with the weight that real ones have: styles, scripts, a menu, attributes for scripts
import os, random, sys

folder = sys.argv[1]
random.seed(5)
os.makedirs(folder, exist_ok=True)
js=';'.join('function f%d(a,b){if(a<b&&"<p>"!=a){return window.q%d||a+b}var s=\'</div>\';}'%(i,i) for i in range(1200))
css='\n'.join('.c-%d__item--wide>a:hover{margin:%dpx;color:#%06x}'%(i,i,i*77) for i in range(700))
menu=''.join('<li class="nav-item nav-item--%d" data-track="menu:%d" data-x=\'{"a":%d}\'><a href="/section/%d" class="nav-link" aria-label="Section %d">Section %d</a></li>'%((i,)*6) for i in range(150))
cards=''.join('<div class="card card--teaser" data-id="%d"><a href="/a/%d"><img src="/i/%d.jpg" srcset="/i/%d-320.jpg 320w, /i/%d-640.jpg 640w" alt="Picture %d"><h3>Headline number %d about something</h3></a></div>'%((i,)*7) for i in range(120))
sent='In district %d, %d people were killed and %d wounded when the river broke its banks, the mayor told reporters on Monday. '
n=0
for k in range(60):
    body=''.join('<p class="para" data-block="%d">%s</p>\n'%(i,''.join(sent%(random.randrange(99),random.randrange(99),random.randrange(99)) for _ in range(3))) for i in range(30))
    h='<!doctype html><html lang=en><head><meta charset=utf-8><title>Flood number %d | The Example</title><style>%s</style><script>%s</script></head><body><nav><ul>%s</ul></nav><main><article><h1>Flood number %d</h1>%s</article></main><section class="related">%s</section><script>%s</script></body></html>'%(k,css,js,menu,k,body,cards,js)
    open('%s/%d.html' % (folder, k), 'w').write(h); n+=len(h)
print(n, n/60)
