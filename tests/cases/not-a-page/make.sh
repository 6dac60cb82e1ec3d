mkdir -p pages/photos
echo 'alert(1)' > pages/counter.js
echo '<svg onload="alert(1)"></svg>' > pages/map.svg
echo '<script>alert(1)</script>' > pages/photo.png
echo '# Page' > pages/about.markdown
echo example.org > pages/CNAME
printf '\211PNG\r\n\032\nrest' > pages/photos/good.PNG
printf '\211PNG\r\n\032\nrest' > pages/photos/page.html
printf '\377\330\377rest' > pages/photos/good.jpeg
printf 'RIFF0000WEBPrest' > pages/photos/good.webp
printf 'RIFF0000WAVErest' > pages/photos/bad.webp
ln -s / pages/everything
mkfifo pages/pipe.md
