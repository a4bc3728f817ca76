console.log('written next')
